"""Figures that are added up ahead of the question: of whom they are out of date, and how they are renewed."""

from uuid import UUID

from django.db import connections

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.fold_movements import fold_movements
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.organizations.queries.organizations import organizations
from openbill.organizations.types import OrganizationSummary
from openbill.receivables.commands.keep_balances import keep_balances


def organizations_with_stale_figures() -> list[OrganizationSummary]:
    """Those where the day has turned since figures were kept, or something was written; as the maintenance role."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("SELECT organization_id, day FROM kept_day")
        kept_for = dict(cursor.fetchall())
        cursor.execute("SELECT DISTINCT organization_id FROM stale_balance")
        changed = {row[0] for row in cursor.fetchall()}
    return [each for each in organizations() if each.id in changed or kept_for.get(each.id) != each.today]


def keep_figures(organization_id: UUID) -> int:
    """Renew the balances of customers and the movements of accounts; how many rows were written."""
    with scope(organization_id):
        today = organization_in_force().today
    return keep_balances(organization_id, today) + fold_movements(organization_id)
