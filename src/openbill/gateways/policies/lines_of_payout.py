"""What a payout puts on which account."""

from collections.abc import Collection
from dataclasses import dataclass

from openbill.gateways.types import EntryKind, PayoutTold
from openbill.primitives.money import Money

GATEWAY, FEES, UNIDENTIFIED = "gateway_clearing", "bank_fees", "unidentified_cash"


@dataclass(frozen=True, slots=True)
class PayoutLine:
    """A line of the payout's entry, debit positive, on the account of a role."""

    role: str
    amount: Money


def lines_of_payout(told: PayoutTold, ours: Collection[str]) -> list[PayoutLine]:
    """The entry of a payout: the account of gateways first, which the others balance; none where nothing is to post.

    Payments, refunds and chargebacks of ours stand on it already, since they happened. Fees go off it, and what is
    about payments that are none of ours comes on it, so that it is even once the bank line is cleared against it.
    """
    currency = told.amount.currency
    fees = Money.total((entry.fee for entry in told.entries), currency)
    fees -= Money.total((entry.amount for entry in told.entries if entry.kind is EntryKind.FEE), currency)
    others = Money.total(
        (entry.amount for entry in told.entries if entry.kind is not EntryKind.FEE and entry.payment_ref not in ours),
        currency,
    )
    if fees.is_zero and others.is_zero:
        return []
    lines = [PayoutLine(GATEWAY, others - fees)]
    if not fees.is_zero:
        lines.append(PayoutLine(FEES, fees))
    if not others.is_zero:
        lines.append(PayoutLine(UNIDENTIFIED, -others))
    return [line for line in lines if not line.amount.is_zero]
