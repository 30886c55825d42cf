"""Say what bank lines are: whose payments they are, and what these settle."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from openbill.cash_application.commands.learn_payers import confirm_payers
from openbill.cash_application.commands.let_off import refuse_letting_off_too_much
from openbill.cash_application.commands.lock_lines import LockedLine, lock_lines
from openbill.cash_application.commands.write_postings import write_postings
from openbill.cash_application.errors import (
    LineIsNoReceipt,
    LineNotPlaced,
    LineToldTwice,
    PlacingIsNotPositive,
    PostingNotPossible,
)
from openbill.cash_application.events import LineWasPosted
from openbill.cash_application.models import LineDispute
from openbill.cash_application.policies.taught_payers import Payer, PlacedPart, taught_payers
from openbill.cash_application.types.decisions import CreditUse, LinePosted, NewPosting, Placing
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.errors import PaymentNotPossible
from openbill.payments.types import MoneyOn, NewPayment, Spread
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_as_designated import allocate_as_designated
from openbill.receivables.types import Designation

LONGEST_REFERENCE = 140


@command(permission="cash_application.post", summarised=("postings",))
def post_lines(*, postings: Sequence[NewPosting], is_by_itself: bool = False, context: Context) -> list[LinePosted]:
    """Post bank lines as payments of their customers, all of them or none; one line is a batch of one.

    The placings of a line add up to it. Each becomes a payment of the day on which the bank booked the line, and
    settles what is named; the rest stays on account. Credits that the payer took off are settled first, and what the
    payer kept is disputed. From whose account the money came is learned. Raises LineUnknown, LineIsDecided,
    LineToldTwice, LineIsNoReceipt, LineNotPlaced, PlacingIsNotPositive and PostingNotPossible, which name the line,
    and LetOffTooMuch.
    """
    lines = lock_lines([posting.line_id for posting in postings], context=context)
    if len(lines) < len(postings):
        raise LineToldTwice
    for position, posting in enumerate(postings, start=1):
        _check(lines[posting.line_id], posting, position)
    refuse_letting_off_too_much(
        [(lines[posting.line_id], placing) for posting in postings for placing in posting.placings], context=context
    )
    used = [
        _use_credits(lines[posting.line_id], posting, position, context)
        for position, posting in enumerate(postings, start=1)
    ]
    payments = [_payment(lines[posting.line_id], each) for posting in postings for each in posting.placings]
    with _told_by_line(postings):
        recorded = iter(record_payments(payments=payments, context=context))
    payment_ids = [[next(recorded).payment_id for _ in posting.placings] for posting in postings]
    confirm_payers(
        [
            (payer, lines[posting.line_id].booked_date)
            for posting in postings
            for payer in _taught(lines[posting.line_id], posting)
        ],
        context=context,
    )
    posting_ids = write_postings(postings, payment_ids, used, is_by_itself=is_by_itself, context=context)
    posted = [
        LinePosted(posting.line_id, posting_id, tuple(paid))
        for posting, posting_id, paid in zip(postings, posting_ids, payment_ids, strict=True)
    ]
    for posting, done in zip(postings, posted, strict=True):
        publish(LineWasPosted(done.line_id, done.posting_id, is_by_itself), context=context)
        _contest(lines[posting.line_id], posting, done, context)
    return posted


def _check(line: LockedLine, posting: NewPosting, position: int) -> None:
    if not line.amount.is_positive:
        raise LineIsNoReceipt(position=position, amount=line.amount)
    for placing in posting.placings:
        if not placing.amount.is_positive:
            raise PlacingIsNotPositive(position=position, amount=placing.amount)
    placed = Money.total((placing.amount for placing in posting.placings), line.amount.currency)
    if placed != line.amount:
        raise LineNotPlaced(position=position, placed=placed, amount=line.amount)


def _taught(line: LockedLine, posting: NewPosting) -> list[Payer]:
    placed = [PlacedPart(placing.customer_id, placing.amount.minor_units) for placing in posting.placings]
    return taught_payers(line.party_account, line.told, placed)


def _use_credits(line: LockedLine, posting: NewPosting, position: int, context: Context) -> list[UUID]:
    """Settle debts with what the customers have to their credit; the allocations that came of it."""
    allocation_ids: list[UUID] = []
    for placing in posting.placings:
        for credit_item_id, uses in _by_credit(placing.credit_uses):
            try:
                done = allocate_as_designated(
                    credit_item_id=credit_item_id,
                    designations=[Designation(use.debit_item_id, use.amount) for use in uses],
                    on=line.booked_date,
                    context=context,
                )
            except Refusal as refusal:
                raise PostingNotPossible(position=position, reason=str(refusal)) from refusal
            allocation_ids += done.allocation_ids
    return allocation_ids


def _by_credit(uses: Sequence[CreditUse]) -> list[tuple[UUID, list[CreditUse]]]:
    by_credit: dict[UUID, list[CreditUse]] = {}
    for use in uses:
        by_credit.setdefault(use.credit_item_id, []).append(use)
    return list(by_credit.items())


def _payment(line: LockedLine, placing: Placing) -> NewPayment:
    return NewPayment(
        customer_id=placing.customer_id,
        amount=placing.amount,
        received_date=line.booked_date,
        reference=" ".join(line.reference.split())[:LONGEST_REFERENCE],
        legal_entity_id=line.legal_entity_id,
        designations=placing.designations,
        spread=Spread.UNAPPLIED,
        shortfalls=placing.shortfalls,
        contested=tuple(dict.fromkeys(each.item_id for each in placing.deductions)),
        account=MoneyOn.TOLD_BY_BANK,
    )


@contextmanager
def _told_by_line(postings: Sequence[NewPosting]) -> Iterator[None]:
    """Name the line where a payment of the batch is not possible."""
    try:
        yield
    except PaymentNotPossible as refusal:
        line_of_payment = [at for at, posting in enumerate(postings, start=1) for _ in posting.placings]
        payment = refusal.facts["position"]
        assert isinstance(payment, int)
        position = line_of_payment[payment - 1]
        raise PostingNotPossible(position=position, reason=refusal.facts["reason"]) from refusal


def _contest(line: LockedLine, posting: NewPosting, done: LinePosted, context: Context) -> None:
    """Open a dispute over what payers had kept, one for each customer and reason."""
    for placing in posting.placings:
        by_reason: dict[DisputeReason, list[Contested]] = {}
        for each in placing.deductions:
            by_reason.setdefault(each.reason, []).append(Contested(each.item_id, each.amount))
        for reason, contested in by_reason.items():
            dispute_id = open_dispute(
                contested=contested, reason=reason, note=line.reference, on=line.booked_date, context=context
            )
            LineDispute.objects.create(
                organization_id=context.organization_id, posting_id=done.posting_id, dispute_id=dispute_id
            )
