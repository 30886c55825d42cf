"""What open foreign items are worth at a month's end.

Source: IAS 21.23 and 21.28, monetary items are translated at the closing rate and the difference
is profit or loss. It is unrealised: the entry is reversed on the next day, so that a later
settlement still measures from the rate of the item's own day.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from openbill.primitives.money import Money
from openbill.receivables.policies.convert_at_rate import convert_at_rate
from openbill.receivables.types import ForeignItem, Revaluation, Side


def revaluation(item: ForeignItem, closing_rate: Decimal, closing_date: date) -> Revaluation:
    """The unrealised difference of one item: a gain is positive, a loss negative.

    The rate is units of the entity's currency for one unit of the item's. A debt that is worth
    more is a gain; a credit is owed to the customer, so that one worth more is a loss.
    """
    functional_currency = item.carrying_amount.currency
    assert item.open_amount.currency != functional_currency, "An item in the entity's currency is not revalued."
    assert item.open_amount.is_positive, "What is settled is not revalued."
    assert not item.carrying_amount.is_negative, "A carrying amount is not negative."

    closing_amount = Money(
        convert_at_rate(item.open_amount.minor_units, item.open_amount.currency, functional_currency, closing_rate),
        functional_currency,
    )
    rise = closing_amount - item.carrying_amount
    return Revaluation(
        item_id=item.item_id,
        closing_amount=closing_amount,
        difference=rise if item.side is Side.DEBIT else -rise,
        closing_date=closing_date,
        reversal_date=closing_date + timedelta(days=1),
    )


def total_difference(revaluations: Iterable[Revaluation], functional_currency: str) -> Money:
    """The gain or loss of one month's end: the sum of the items' rounded differences."""
    return Money.total((each.difference for each in revaluations), functional_currency)
