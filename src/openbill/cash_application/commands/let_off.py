"""Nobody gives up by a bank line what a write-off would need a second person for."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from openbill.cash_application.commands.lock_lines import LockedLine
from openbill.cash_application.errors import LetOffTooMuch
from openbill.cash_application.queries.matching_rules import Leeway, leeway_in
from openbill.cash_application.types.decisions import Placing
from openbill.foundation.context import Context
from openbill.organizations.models import Organization
from openbill.payments.types import ShortfallKind
from openbill.primitives.money import Money
from openbill.receivables.policies.write_off_authority import write_off_needs_approval
from openbill.receivables.queries.discounts_offered import discounts_offered

USUAL = 50
"""Units of the currency: what banks on the way keep is seldom more."""


def refuse_letting_off_too_much(placed: Sequence[tuple[LockedLine, Placing]], *, context: Context) -> None:
    """Inside the running command. Raises LetOffTooMuch.

    A payer may be short by as much as its tolerance, or by what was offered as a discount; where the firm has set no
    tolerance, by USUAL. Beyond that, by no more than one person may write off: the limit of the organization, in its
    own currency.
    """
    if not any(placing.shortfalls for _, placing in placed):
        return
    organization = Organization.objects.get(id=context.organization_id)
    limit = Money(organization.write_off_limit_minor, organization.currency)
    leeways: dict[str, Leeway] = {}
    for line, placing in placed:
        currency = line.amount.currency
        leeway = leeways.setdefault(currency, leeway_in(currency))
        for amount in _given_up(line, placing, leeway):
            if amount.currency != limit.currency or write_off_needs_approval(amount, limit):
                raise LetOffTooMuch(amount=amount, limit=limit)


def _given_up(line: LockedLine, placing: Placing, leeway: Leeway) -> list[Money]:
    """What of each debt is let off beyond what the payer may be short of anyway."""
    let_off: dict[UUID, int] = defaultdict(int)
    discounts = [short.item_id for short in placing.shortfalls if short.kind is ShortfallKind.DISCOUNT]
    offered = discounts_offered(discounts, line.booked_date) if discounts else {}
    for short in placing.shortfalls:
        allowed = offered[short.item_id].amount_minor if short.item_id in discounts and short.item_id in offered else 0
        let_off[short.item_id] += short.amount.minor_units - allowed
    currency = line.amount.currency
    usual = 0 if leeway.is_set else Money.of(USUAL, currency).minor_units
    most = max(usual, leeway.most(placing.customer_id, line.amount.minor_units))
    if sum(let_off.values()) <= most:
        return []
    return [Money(minor, currency) for minor in let_off.values() if minor > 0]
