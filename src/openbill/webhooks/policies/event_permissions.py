"""Which kinds of events there are, and which permission lets one hear of each: that of seeing the domain."""

import inspect
from types import ModuleType

from openbill.collections import events as collections
from openbill.customers import events as customers
from openbill.direct_debits import events as direct_debits
from openbill.disputes import events as disputes
from openbill.documents import events as documents
from openbill.gateways import events as gateways
from openbill.importing import events as importing
from openbill.invoicing import events as invoicing
from openbill.ledger import events as ledger
from openbill.messaging import events as messaging
from openbill.organizations import events as organizations
from openbill.payments import events as payments
from openbill.receivables import events as receivables
from openbill.webhooks import events as webhooks

_SEEN_BY: dict[ModuleType, str] = {
    organizations: "organizations.view",
    customers: "customers.view",
    documents: "organizations.view",
    ledger: "ledger.view",
    messaging: "messaging.view",
    receivables: "receivables.view",
    importing: "importing.import",
    invoicing: "invoicing.view",
    payments: "payments.view",
    disputes: "disputes.view",
    collections: "collections.view",
    gateways: "gateways.view",
    direct_debits: "direct_debits.view",
    webhooks: "organizations.view",
}

EVENT_PERMISSIONS: dict[str, str] = {
    name: permission
    for module, permission in _SEEN_BY.items()
    for name, kind in inspect.getmembers(module, inspect.isclass)
    if kind.__module__ == module.__name__ and kind is not webhooks.WebhookWasTested
}
"""The permission of each kind, by its name."""
