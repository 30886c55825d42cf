"""Who sees the customers only that they look after."""

from collections.abc import Set as AbstractSet

from openbill.organizations.errors import NeedsAllCustomers

SEES_ALL = "customers.view_all"

WITHOUT_ALL = frozenset({"customers.view", "receivables.view", "messaging.view"})
"""What a role may carry that does not see all customers: the database shows their own part of just these."""


def refuse_without_all_customers(permissions: AbstractSet[str]) -> None:
    """Whoever acts for the firm, or reads its books, sees all customers. Raises NeedsAllCustomers."""
    further = permissions - WITHOUT_ALL - {SEES_ALL}
    if SEES_ALL not in permissions and further:
        raise NeedsAllCustomers(permissions=", ".join(sorted(further)))
