"""How far the matching may go by itself: the firm's word, and what its own history allows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import connection

from openbill.cash_application.models import MatchingRule, Tolerance
from openbill.cash_application.policies.choose_threshold import TARGET_PRECISION, choose_threshold
from openbill.foundation.tenancy import current_organization_id

_TOLERANCE = ("currency", "customer_id", "absolute_minor", "percent", "charge_minor", "customer__name")

MOST_REMEMBERED = 5_000
"""So many of the latest decisions set the threshold: firms and their customers change."""


@dataclass(frozen=True, slots=True)
class RuleOfMatching:
    """Whether lines are posted by themselves, and how many of them are to be right (a share of 1)."""

    posts_by_itself: bool
    target_precision: Decimal


@dataclass(frozen=True, slots=True)
class ToleranceDetails:
    """What payers may be short, in minor units; of one customer, or of all who have none of their own."""

    currency: str
    customer_id: UUID | None
    absolute_minor: int
    percent: Decimal
    charge_minor: int
    customer_name: str = ""


class Leeway:
    """How much each customer may be short of a sum in one currency."""

    def __init__(self, tolerances: Iterable[ToleranceDetails]) -> None:
        self._of: Mapping[UUID | None, ToleranceDetails] = {each.customer_id: each for each in tolerances}

    @property
    def is_set(self) -> bool:
        """Whether the firm has said anything about the currency."""
        return bool(self._of)

    def difference(self, customer_id: UUID, amount_minor: int) -> int:
        """Up to which difference nobody asks."""
        found = self._of.get(customer_id) or self._of.get(None)
        if found is None:
            return 0
        return min(found.absolute_minor, int(amount_minor * found.percent / 100))

    def most(self, customer_id: UUID, amount_minor: int) -> int:
        """The same, or what banks on the way keep, whichever is more."""
        found = self._of.get(customer_id) or self._of.get(None)
        return max(self.difference(customer_id, amount_minor), found.charge_minor) if found else 0


def rule_of_matching() -> RuleOfMatching:
    """The firm's rule, or what holds without one."""
    row = MatchingRule.objects.filter(organization_id=current_organization_id()).first()
    if row is None:
        return RuleOfMatching(posts_by_itself=True, target_precision=Decimal(str(TARGET_PRECISION)))
    return RuleOfMatching(row.posts_by_itself, row.target_precision)


def tolerances(currency: str | None = None) -> list[ToleranceDetails]:
    """What payers may be short, by currency, that for everybody first."""
    rows = Tolerance.objects.filter(organization_id=current_organization_id())
    if currency is not None:
        rows = rows.filter(currency=currency)
    told = rows.order_by("currency", "customer__name", "id").values_list(*_TOLERANCE)
    found = [
        ToleranceDetails(currency, customer_id, absolute, percent, charge, name or "")
        for currency, customer_id, absolute, percent, charge, name in told
    ]
    return sorted(found, key=lambda each: (each.currency, each.customer_id is not None))


def learned_threshold(target: Decimal) -> float:
    """From which probability on lines are posted by themselves, as the firm's own decisions allow.

    What people decided counts, right where they took the best proposal and left it so; and what was posted by itself
    and turned out wrong. What nobody looked at says nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT probability, NOT is_by_itself AND rank = 1 AND undone_at IS NULL FROM (
                SELECT probability, is_by_itself, coalesce(rank, 0) AS rank, undone_at FROM line_posting
                WHERE organization_id = %s AND probability IS NOT NULL AND (NOT is_by_itself OR undone_at IS NOT NULL)
                ORDER BY posted_at DESC LIMIT %s
            ) AS latest
            """,
            [current_organization_id(), MOST_REMEMBERED],
        )
        return choose_threshold(cursor.fetchall(), target=float(target))


def leeway_in(currency: str) -> Leeway:
    """What customers may be short of in a currency."""
    return Leeway(tolerances(currency))
