"""Spread a credit evenly over everything that a customer owes."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.receivables.commands.lock_items import lock_credit_and_debts
from openbill.receivables.commands.refuse_future import refuse_future
from openbill.receivables.commands.share_credit import as_open_debit, offers_to, open_amount, share_credit
from openbill.receivables.errors import NothingToSettle
from openbill.receivables.policies.share_pro_rata import share_pro_rata
from openbill.receivables.types import CreditAllocation


@command(permission="receivables.allocate")
def allocate_pro_rata(*, credit_item_id: UUID, on: date | None = None, context: Context) -> CreditAllocation:
    """Spend one credit on all open debts of the customer, each in proportion to its undisputed part.

    Raises ItemUnknown, NotACredit, CreditAlreadyApplied and NothingToSettle.
    """
    refuse_future(on, context)
    credit, debts = lock_credit_and_debts(credit_item_id, context=context)
    shares = share_pro_rata(open_amount(credit), [as_open_debit(debt) for debt in debts])
    if not shares:
        raise NothingToSettle(currency=credit.currency)
    offers = offers_to(credit, debts, context=context)
    return share_credit(credit, shares, debts, offers, on=on, context=context)
