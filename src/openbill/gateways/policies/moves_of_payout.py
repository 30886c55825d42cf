"""What a payout moves off and onto the account of gateways."""

from collections.abc import Collection
from dataclasses import dataclass

from openbill.gateways.types import EntryKind, PayoutTold
from openbill.primitives.money import Money

GATEWAY, FEES, OTHERS = "gateway_clearing", "bank_fees", "other_cash"


@dataclass(frozen=True, slots=True)
class PayoutMove:
    """So much goes from one account to another, named by their roles; the other way round where it is negative."""

    debit: str
    credit: str
    amount: Money


def moves_of_payout(told: PayoutTold, ours: Collection[str]) -> list[PayoutMove]:
    """What is to be posted of a payout; nothing where nothing moves.

    Payments, refunds and chargebacks of ours stand on the account of gateways already, since they happened. Fees go
    off it, and what is about payments that are none of ours comes on it, so that just the bank line is left on it.
    """
    currency = told.amount.currency
    fees = Money.total((entry.fee for entry in told.entries), currency)
    fees -= Money.total((entry.amount for entry in told.entries if entry.kind is EntryKind.FEE), currency)
    others = Money.total(
        (entry.amount for entry in told.entries if entry.kind is not EntryKind.FEE and entry.payment_ref not in ours),
        currency,
    )
    moves = [PayoutMove(FEES, GATEWAY, fees), PayoutMove(GATEWAY, OTHERS, others)]
    return [move for move in moves if not move.amount.is_zero]
