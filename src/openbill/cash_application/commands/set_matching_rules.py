"""Say how far the matching may go by itself, and what payers may be short."""

from decimal import Decimal
from uuid import UUID

from openbill.cash_application.errors import PrecisionIsNotPossible, ToleranceIsNotPossible
from openbill.cash_application.models import MatchingRule, Tolerance
from openbill.customers.commands.lock_customers import lock_customers
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.primitives.currency import exponent

LEAST_PRECISION = Decimal("0.9")
MOST_MINOR = 10**12


@command(permission="cash_application.configure")
def set_matching_rule(*, posts_by_itself: bool, target_precision: Decimal, context: Context) -> None:
    """Say whether lines are posted by themselves, and which share of these is to be right, such as 0.995.

    Raises PrecisionIsNotPossible.
    """
    if not target_precision.is_finite() or not LEAST_PRECISION <= target_precision < 1:
        raise PrecisionIsNotPossible(precision=target_precision)
    MatchingRule.objects.update_or_create(
        organization_id=context.organization_id,
        defaults={
            "posts_by_itself": posts_by_itself,
            "target_precision": target_precision,
            "command_id": context.running_command_id,
        },
    )


@command(permission="cash_application.configure")
def set_tolerance(
    *,
    currency: str,
    absolute_minor: int,
    percent: Decimal,
    charge_minor: int,
    customer_id: UUID | None = None,
    context: Context,
) -> None:
    """Say how much a payer may be short in a currency: one customer, or all who have no word of their own.

    A difference is let off up to `absolute_minor`, and up to `percent` of what came in; a bank on the way may keep up
    to `charge_minor`. Zeros take it back. Raises UnknownCurrency, CustomerUnknown and ToleranceIsNotPossible.
    """
    if customer_id is not None:
        lock_customers([customer_id], context=context)
    exponent(currency)
    if not 0 <= absolute_minor <= MOST_MINOR or not 0 <= charge_minor <= MOST_MINOR:
        raise ToleranceIsNotPossible(reason=f"an amount lies between 0 and {MOST_MINOR} minor units")
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise ToleranceIsNotPossible(reason="the percentage lies between 0 and 100")
    Tolerance.objects.update_or_create(
        organization_id=context.organization_id,
        currency=currency,
        customer_id=customer_id,
        defaults={
            "absolute_minor": absolute_minor,
            "percent": percent,
            "charge_minor": charge_minor,
            "command_id": context.running_command_id,
        },
    )
