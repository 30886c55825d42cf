"""Which part of each debt came, and which part the payer kept for its tax office."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from openbill.payments.types import Shortfall, ShortfallKind
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money
from openbill.receivables.types import Designation


class WithheldTaxDoesNotFit(Refusal):
    """{withheld} was withheld, and the debts that are named are {short} short."""

    remedy = "Say beside each debt how much of it came; what is missing of them is the tax."


def share_withheld(
    amount: Money, withheld: Money, named: Sequence[Designation], open_of: Mapping[UUID, Money]
) -> tuple[tuple[Designation, ...], tuple[Shortfall, ...]]:
    """What came of each debt that is named, and what was withheld of it.

    Where an amount stands beside any debt, each is short by what is missing there, and one without an amount was paid
    whole. Where none does, one debt is short by all that was withheld, and several each by the same rate, to the cent.
    Raises WithheldTaxDoesNotFit where this does not add up.
    """
    opens = [open_of[each.item_id] for each in named]
    missing = Money.total(opens, amount.currency) - amount
    has_parts = any(each.amount is not None for each in named)
    if has_parts:
        short = [debt - (debt if each.amount is None else each.amount) for each, debt in zip(named, opens, strict=True)]
        missing = Money.total(short, amount.currency)
    elif len(named) == 1 and withheld.is_positive and withheld <= missing:
        return tuple(named), (_kept(named[0].item_id, withheld),)
    else:
        short = withheld.share([debt.minor_units for debt in opens])
    if missing != withheld or any(each.is_negative for each in (withheld, *short)):
        raise WithheldTaxDoesNotFit(withheld=withheld, short=missing)
    parts = [(each.item_id, debt - kept, kept) for each, debt, kept in zip(named, opens, short, strict=True)]
    return (
        tuple(Designation(item_id, came) for item_id, came, _kept_of_it in parts if came.is_positive),
        tuple(_kept(item_id, kept) for item_id, _came, kept in parts if kept.is_positive),
    )


def _kept(item_id: UUID, amount: Money) -> Shortfall:
    return Shortfall(item_id, amount, ShortfallKind.WITHHOLDING_TAX)
