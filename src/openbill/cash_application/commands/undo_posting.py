"""Take back what was decided about a bank line."""

from uuid import UUID

from openbill.cash_application.commands.learn_payers import correct_payers
from openbill.cash_application.commands.lock_lines import told_parts
from openbill.cash_application.errors import LineIsNotDecided, LineUnknown, PaymentWentBack
from openbill.cash_application.events import ClearingWasUndone, PostingWasUndone
from openbill.cash_application.models import (
    BankLine,
    LineClearing,
    LineCreditUse,
    LineDispute,
    LinePosting,
    LineSplit,
    LineToDo,
)
from openbill.cash_application.policies.line_words import line_words
from openbill.cash_application.policies.taught_payers import PlacedPart, taught_payers
from openbill.disputes.commands.withdraw_dispute import withdraw_dispute
from openbill.disputes.models import Dispute
from openbill.foundation import clock
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.ledger.commands.reverse_entries import reverse_entries
from openbill.ledger.queries.posting_dates import BOOKS_OPEN_ON, posting_date_sql
from openbill.payments.commands.withdraw_payment import withdraw_payment
from openbill.payments.errors import ReasonMissing
from openbill.payments.models import Payment
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.models import Allocation


@command(permission="cash_application.post", personal=("reason",), subject="line_id")
def undo_posting(*, line_id: UUID, reason: str, context: Context) -> None:
    """Undo the posting of a bank line, today or years later; the line is to be decided again.

    Its payments never were, what they had settled is owed again, and what was disputed with them no longer is; where
    the month is closed, the books are corrected on the first open day. Whose account it came from is unlearned. What a
    line had cleared is expected again; a payment that it returned stays returned. Raises LineUnknown, LineIsNotDecided,
    ReasonMissing, PaymentWasRefunded and PaymentWentBack.
    """
    if not reason.strip():
        raise ReasonMissing
    line = BankLine.objects.filter(organization_id=context.organization_id, id=line_id).first()
    if line is None:
        raise LineUnknown(line_id=line_id)
    postings = LinePosting.objects.filter(organization_id=context.organization_id, line_id=line_id, undone_at=None)
    posting = postings.select_for_update(no_key=True).first()
    if posting is None:
        raise LineIsNotDecided(line_id=line_id)
    posting.undone_at, posting.undone_by, posting.undone_reason = clock.now(), context.running_command_id, reason
    posting.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    _take_back(posting, reason, context)
    _take_out_of_books(posting, line, context)
    splits = LineSplit.objects.filter(organization_id=context.organization_id, posting_id=posting.id)
    placed = [PlacedPart(*each) for each in splits.order_by("number").values_list("customer_id", "amount_minor")]
    correct_payers(taught_payers(line.party_account, told_parts(line.parts), placed), context=context)
    LineToDo.objects.create(
        organization_id=context.organization_id,
        line_id=line.id,
        bank_account_id=line.bank_account_id,
        booked_date=line.booked_date,
        amount_minor=line.amount_minor,
        currency=line.currency,
        words=line_words(line.text, line.end_to_end_id, line.structured),
        # What was wrong once is not posted by itself again: a person looks at it.
        is_matched=True,
        found=1 if posting.probability else 0,
        probability=posting.probability,
    )
    publish(PostingWasUndone(line.id, posting.id), context=context)
    _expect_again(posting, context)


def _expect_again(posting: LinePosting, context: Context) -> None:
    cleared = LineClearing.objects.filter(organization_id=context.organization_id, posting_id=posting.id)
    sources = tuple(cleared.order_by("id").values_list("source_kind", "source_id"))
    if sources:
        cleared.update(is_undone=True)
        publish(ClearingWasUndone(posting.line_id, posting.id, sources), context=context)


def _take_out_of_books(posting: LinePosting, line: BankLine, context: Context) -> None:
    """What the posting moved itself, and not its payments: set aside, or cleared."""
    reverse_entries(
        f"""(
            SELECT entry.id AS entry_id,
                   greatest(entry.posting_date, {posting_date_sql("%(day)s::date", "books.opens_on")}) AS posting_date
            FROM journal_entry entry
            JOIN {BOOKS_OPEN_ON} AS books USING (legal_entity_id)
            WHERE entry.organization_id = %(organization)s AND entry.source_id = %(posting)s
        )""",
        {"organization": context.organization_id, "posting": posting.id, "day": line.booked_date},
        context=context,
    )


def _take_back(posting: LinePosting, reason: str, context: Context) -> None:
    splits = LineSplit.objects.filter(organization_id=context.organization_id, posting_id=posting.id)
    standing = Payment.objects.filter(organization_id=context.organization_id, id__in=splits.values("payment_id"))
    if standing.filter(state="returned").exists():
        raise PaymentWentBack
    for payment_id in standing.order_by("id").values_list("id", flat=True):
        withdraw_payment(payment_id=payment_id, reason=reason, context=context)
    contested = LineDispute.objects.filter(organization_id=context.organization_id, posting_id=posting.id)
    disputes = Dispute.objects.filter(
        organization_id=context.organization_id, id__in=contested.values("dispute_id"), state="open"
    )
    for dispute_id in disputes.order_by("id").values_list("id", flat=True):
        withdraw_dispute(dispute_id=dispute_id, outcome=reason, context=context)
    uses = LineCreditUse.objects.filter(organization_id=context.organization_id, posting_id=posting.id)
    undone = Allocation.objects.filter(organization_id=context.organization_id, undoes_id__isnull=False)
    for allocation_id in uses.exclude(allocation_id__in=undone.values("undoes_id")).values_list(
        "allocation_id", flat=True
    ):
        undo_allocation(allocation_id=allocation_id, context=context)
