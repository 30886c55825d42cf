"""Settle what a customer owes with a credit that the customer has."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.receivables.commands.lock_items import lock_credit_and_debts
from openbill.receivables.commands.refuse_future import refuse_future
from openbill.receivables.commands.share_credit import as_open_debit, offers_to, open_amount, share_credit
from openbill.receivables.errors import NothingToSettle
from openbill.receivables.policies.share_less_discounts import share_less_discounts
from openbill.receivables.policies.share_oldest_first import in_order_of_due_dates, share_oldest_first
from openbill.receivables.types import CreditAllocation


@command(permission="receivables.allocate")
def allocate_credit(*, credit_item_id: UUID, on: date | None = None, context: Context) -> CreditAllocation:
    """Spend one credit on the same customer's oldest open debts of its legal entity and currency.

    Disputed parts are left alone. A payment earns the discounts of its own day, whenever it is applied.
    Raises ItemUnknown, NotACredit, CreditAlreadyApplied and NothingToSettle.
    """
    refuse_future(on, context)
    credit, debts = lock_credit_and_debts(credit_item_id, context=context)
    offers = offers_to(credit, debts, context=context)
    debits = in_order_of_due_dates(map(as_open_debit, debts))
    paid = open_amount(credit)
    shares = share_less_discounts(paid, credit.document_date, debits, offers) or share_oldest_first(paid, debits)
    if not shares:
        raise NothingToSettle(currency=credit.currency)
    return share_credit(credit, shares, debts, offers, on=on, context=context)
