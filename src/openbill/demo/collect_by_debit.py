"""The invented group collects by direct debit: mandates, a batch at the bank, and one debit that was refused."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from openbill.demo.play_story import Stage
from openbill.demo.types import Buyer
from openbill.direct_debits.commands.add_mandate import add_mandate
from openbill.direct_debits.commands.end_mandate import suspend_mandate
from openbill.direct_debits.commands.make_mandate_link import make_mandate_link
from openbill.direct_debits.commands.prepare_debits import prepare_debits
from openbill.direct_debits.commands.reject_debits import reject_debits
from openbill.direct_debits.commands.set_creditor import set_creditor
from openbill.direct_debits.commands.submit_debits import submit_debits
from openbill.direct_debits.commands.tell_payers import note_told_payers
from openbill.direct_debits.queries.debits_in_order import debits_in_order
from openbill.direct_debits.types import RejectedDebit, Scheme, SignedHow
from openbill.foundation.tenancy import scope
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.receivables.models import OpenItem

CREDITOR_IDENTIFIER = "DE98ZZZ09999999999"
"""The one that the German central bank gives for trying things out."""
SIGNED, SENT = 12, 5
"""So many customers signed a mandate, and of so many a batch is at the bank."""
SIGNED_DAYS_AGO = 90
CODE = "AM04"


def collect_by_debit(stage: Stage, today: date) -> None:
    """Set up collecting for the German company, and collect from some of its customers.

    One more customer is to sign by a link, and one mandate is suspended.
    """
    entity = stage.entities["MAIN"]
    with scope(stage.context.organization_id):
        account = next(each for each in bank_accounts() if each.legal_entity_id == entity)
    set_creditor(
        legal_entity_id=entity, bank_account_id=account.id, identifier=CREDITOR_IDENTIFIER, context=stage.context
    )
    buyers = _in_debt(stage, today)
    waiting = add_mandate(customer_id=stage.customers[buyers.pop().number], context=stage.context)
    make_mandate_link(mandate_id=waiting.mandate_id, context=stage.context)
    mandates = [_mandate(stage, buyer, place, today) for place, buyer in enumerate(buyers[:SIGNED])]
    suspend_mandate(mandate_id=mandates[-1], reason="The customer changes its bank.", context=stage.context)
    _send(stage, mandates[:SENT], today)


def _in_debt(stage: Stage, today: date) -> list[Buyer]:
    """Who owes the German company something in euros that is due and not contested, in the order of their numbers."""
    with scope(stage.context.organization_id):
        items = OpenItem.objects.filter(
            legal_entity_id=stage.entities["MAIN"], side="debit", currency="EUR", open_minor__gt=0, disputed_minor=0,
            due_date__lte=today,
        )  # fmt: skip
        owing = set(items.values_list("customer_id", flat=True))
    return [buyer for number, buyer in sorted(stage.buyers.items()) if stage.customers[number] in owing]


def _mandate(stage: Stage, buyer: Buyer, place: int, today: date) -> UUID:
    added = add_mandate(
        customer_id=stage.customers[buyer.number],
        debtor_iban=_iban(int(buyer.number)),
        scheme=Scheme.B2B if place % 4 == 3 else Scheme.CORE,
        signed_on=today - timedelta(days=SIGNED_DAYS_AGO),
        signed_how=SignedHow.PAPER,
        context=stage.context,
    )
    return added.mandate_id


def _send(stage: Stage, mandate_ids: Sequence[UUID], today: date) -> None:
    """Their invoices told the payers; the bank has the files, and refused the first debit."""
    batches = prepare_debits(
        due_by=today, legal_entity_id=stage.entities["MAIN"], mandate_ids=mandate_ids, context=stage.context
    )
    for batch in batches:
        note_told_payers(batch_id=batch.batch_id, told_on=today, context=stage.context)
        submit_debits(batch_id=batch.batch_id, context=stage.context)
    with scope(stage.context.organization_id):
        first = debits_in_order(batch_id=batches[0].batch_id, limit=1)[0]
    reject_debits(rejected=[RejectedDebit(first.id, CODE)], on=today, context=stage.context)


def _iban(number: int) -> str:
    """An account at a bank that there is not, with check digits that fit (ISO 13616)."""
    account = f"10000000{number:010}"
    check = 98 - int(f"{account}131400") % 97
    return f"DE{check:02}{account}"
