"""Nobody gives up by a bank line what a write-off would need a second person for."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from uuid import UUID

from openbill.cash_application.commands.lock_lines import LockedLine
from openbill.cash_application.errors import LetOffTooMuch
from openbill.cash_application.queries.matching_rules import Leeway, leeway_in
from openbill.cash_application.types.decisions import Placing
from openbill.foundation.context import Context
from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.models import Organization
from openbill.payments.types import ShortfallKind
from openbill.primitives.money import Money
from openbill.receivables.models import OpenItem
from openbill.receivables.policies.write_off_authority import write_off_needs_approval
from openbill.receivables.queries.discounts_offered import discounts_offered

USUAL = 50
"""Units of the currency: what banks on the way keep is seldom more."""

MOST_WITHHELD = Fraction(2, 5)
"""Of a debt: the highest rates of withholding taxes are 35 %, as Switzerland's (VStG, article 13)."""


def refuse_letting_off_too_much(placed: Sequence[tuple[LockedLine, Placing]], *, context: Context) -> None:
    """Inside the running command. Raises LetOffTooMuch.

    Tax that a payer withheld is not given up, as a certificate claims it back: up to MOST_WITHHELD of a debt. A payer
    may be short by as much as its tolerance, or by what was offered as a discount; where the firm has set no
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
    for item_id, minor in _withheld(placing).items():
        let_off[item_id] -= minor
    currency = line.amount.currency
    usual = 0 if leeway.is_set else Money.of(USUAL, currency).minor_units
    most = max(usual, leeway.most(placing.customer_id, line.amount.minor_units))
    if sum(let_off.values()) <= most:
        return []
    return [Money(minor, currency) for minor in let_off.values() if minor > 0]


def _withheld(placing: Placing) -> dict[UUID, int]:
    """What is kept of each debt as tax, where it may be one: more than MOST_WITHHELD is something else."""
    kept: dict[UUID, int] = defaultdict(int)
    for short in placing.shortfalls:
        if short.kind is ShortfallKind.WITHHOLDING_TAX:
            kept[short.item_id] += short.amount.minor_units
    items = OpenItem.objects.filter(organization_id=current_organization_id(), id__in=kept)
    amounts = dict(items.values_list("id", "amount_minor")) if kept else {}
    return {item_id: minor for item_id, minor in kept.items() if minor <= amounts[item_id] * MOST_WITHHELD}
