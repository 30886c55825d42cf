"""What the entity gains or loses when a foreign debt meets a credit of another day's rate.

Source: IAS 21.28, differences on settling monetary items are profit or loss of the period.
Both sides of an allocation leave the books at what they are carried at: the credit is debited,
the debt is credited, and the difference between the two is the gain or the loss.
"""

from openbill.receivables.types import ExchangeLine, Side

EXCHANGE_GAIN = "exchange_gain"
EXCHANGE_LOSS = "exchange_loss"


def exchange_difference(debit_functional_minor: int, credit_functional_minor: int) -> int:
    """The realised difference of one allocation: a gain is positive, a loss negative.

    Both are the functional parts (see `functional_part`) in minor units of the entity's
    currency. The sign is the same whichever of the two was in the books first:

    | Waiting in the books | Foreign currency | Credit less debt | Settlement | Undo |
    |---|---|---|---|---|
    | the debt | strengthens | positive | gain | gain taken back |
    | the debt | weakens | negative | loss | loss taken back |
    | the credit | strengthens | negative | loss | loss taken back |
    | the credit | weakens | positive | gain | gain taken back |
    """
    assert debit_functional_minor >= 0, "The functional part of a debt is not negative."
    assert credit_functional_minor >= 0, "The functional part of a credit is not negative."

    return credit_functional_minor - debit_functional_minor


def exchange_line(difference_minor: int) -> ExchangeLine | None:
    """The line that balances the allocation's entry; none where there is no difference.

    A gain is credited to the gain account, a loss debited to the loss account. An undo posts
    the line reversed: a gain that is taken back is a debit of the gain account, not a loss.
    """
    if difference_minor > 0:
        return ExchangeLine(EXCHANGE_GAIN, Side.CREDIT, difference_minor)
    if difference_minor < 0:
        return ExchangeLine(EXCHANGE_LOSS, Side.DEBIT, -difference_minor)
    return None
