"""The payments inside a batch that the bank booked as one."""

from collections.abc import Iterable, Sequence

from openbill.cash_application.reading.camt.oddities import Oddities, Oddity
from openbill.cash_application.reading.camt.parties import Side
from openbill.cash_application.reading.camt.read_details import Details
from openbill.cash_application.reading.place import Place
from openbill.cash_application.types.statements import LinePart
from openbill.primitives.money import Money


def read_parts(
    booked: Money, details: Sequence[Details], us: Side, place: Place, oddities: Oddities
) -> tuple[LinePart, ...]:
    """A part for each payment; every one of them tells an amount."""
    amounts = _signed(booked, details)
    if any(amount.currency != booked.currency for amount in amounts):
        oddities.note(Oddity.OTHER_CURRENCY, place)
    elif amounts and not comes_to(booked, Money.total(amounts, booked.currency), *details):
        oddities.note(Oddity.PAYMENTS_DO_NOT_ADD_UP, place)
    return tuple(_part(amount, each, us) for amount, each in zip(amounts, details, strict=True))


def comes_to(booked: Money, told: Money, *details: Details) -> bool:
    """Whether payments come to what was booked, before or after their charges; in another currency nobody can tell."""
    if told.currency != booked.currency:
        return True
    charges = Money.total((each.charges_in(booked.currency) for each in details), booked.currency)
    return abs(booked - told) in (Money.zero(booked.currency), charges)


def joined(texts: Iterable[str]) -> str:
    """What is told more than once is told once."""
    return "; ".join(dict.fromkeys(filter(None, texts)))


def _signed(booked: Money, details: Sequence[Details]) -> list[Money]:
    """The amounts of the payments, with the sign of their booking.

    A payment may tell a direction of its own. It counts where only so the payments come to what was booked: some banks
    net returns in a batch, others tell the direction of the payer.
    """
    told = (each.amount_in(booked.currency) for each in details)
    amounts = [amount for amount in told if amount is not None]
    alike = [-amount if booked.is_negative else amount for amount in amounts]
    directions = [booked.is_positive if each.is_credit is None else each.is_credit for each in details]
    netted = [amount if is_credit else -amount for amount, is_credit in zip(amounts, directions, strict=True)]
    is_one_currency = all(amount.currency == booked.currency for amount in amounts)
    return netted if is_one_currency and Money.total(netted, booked.currency) == booked else alike


def _part(amount: Money, details: Details, us: Side) -> LinePart:
    party = details.parties.other_than(us)
    return LinePart(
        amount=amount,
        party=party,
        remittance=details.remittance,
        end_to_end_id=details.end_to_end_id,
        mandate_id=details.mandate_id,
        bank_reference=details.bank_reference,
        return_reason=details.return_reason,
        charges=details.charges,
        instructed=details.instructed(amount.currency),
        note=joined([*details.notes, *details.parties.behind(party)]),
    )
