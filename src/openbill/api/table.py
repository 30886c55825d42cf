"""Every endpoint, one row each: from this table the routes, the description and the tests of access are made."""

from collections import defaultdict

from openbill.api.endpoint import Endpoint
from openbill.api.endpoints import (
    banking,
    books,
    cash,
    collecting,
    csv_mappings,
    customers,
    direct_debits,
    events,
    figures,
    gateways,
    importing,
    invoicing,
    items,
    messages,
    organization,
    payments,
    remittances,
    unclaimed,
    webhooks,
)

PREFIX = "/api/v1"

ENDPOINTS: tuple[Endpoint, ...] = (
    *organization.ENDPOINTS,
    *customers.ENDPOINTS,
    *items.ENDPOINTS,
    *figures.ENDPOINTS,
    *invoicing.ENDPOINTS,
    *payments.ENDPOINTS,
    *gateways.ENDPOINTS,
    *banking.ENDPOINTS,
    *csv_mappings.ENDPOINTS,
    *cash.ENDPOINTS,
    *direct_debits.ENDPOINTS,
    *remittances.ENDPOINTS,
    *unclaimed.ENDPOINTS,
    *collecting.ENDPOINTS,
    *messages.ENDPOINTS,
    *importing.ENDPOINTS,
    *books.ENDPOINTS,
    *events.ENDPOINTS,
    *webhooks.ENDPOINTS,
)


def by_path() -> dict[str, dict[str, Endpoint]]:
    """The endpoints of each path, by method; a path that says a word comes before one that has a place there."""
    paths: dict[str, dict[str, Endpoint]] = defaultdict(dict)
    for endpoint in ENDPOINTS:
        assert endpoint.method not in paths[endpoint.path], f"{endpoint.method} {endpoint.path} is there twice."
        paths[endpoint.path][endpoint.method] = endpoint
    return {path: paths[path] for path in sorted(paths, key=lambda path: path.replace("{", "~"))}
