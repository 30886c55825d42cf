"""Closing and reopening months, for tests."""

from datetime import date

from openbill.foundation.models import StoredEvent
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.ensure_periods import ensure_periods
from openbill.ledger.commands.reopen_period import reopen_period
from openbill.ledger.queries.periods import periods

from .posting import inside_a_command

DECEMBER, JANUARY, FEBRUARY, MARCH, APRIL = (
    date(2025, 12, 1),
    date(2026, 1, 1),
    date(2026, 2, 1),
    date(2026, 3, 1),
    date(2026, 4, 1),
)


def close(organization, month, **options):
    return close_period(
        legal_entity_id=organization.legal_entity_id, month=month, context=organization.context(**options)
    )


def reopen(organization, month, reason="A late invoice.", **options):
    return reopen_period(
        legal_entity_id=organization.legal_entity_id,
        month=month,
        reason=reason,
        context=organization.context(**options),
    )


def states(organization):
    with scope(organization.id):
        return {period.start_date: period.state for period in periods(organization.legal_entity_id)}


def events(organization, kind):
    with scope(organization.id):
        return list(
            StoredEvent.objects.filter(organization_id=organization.id, kind=kind).values_list("payload", flat=True)
        )


def ensure(organization, *months):
    return inside_a_command(
        organization, lambda context: ensure_periods(organization.legal_entity_id, months, context=context)
    )
