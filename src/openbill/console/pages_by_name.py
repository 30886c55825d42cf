"""The pages that one goes to by their names."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openbill.console.reader import Reader


class Destination(NamedTuple):
    """A page of the navigation or the settings: the name of its route, what it is called, who may see it."""

    route: str
    name: Promise | str
    icon: str
    permission: str = ""

    @property
    def address(self) -> str:
        return f"console:{self.route}"


DESTINATIONS = (
    Destination("home", _("Home"), "house"),
    Destination("reminders", _("Reminders"), "mail", "collections.view"),
    Destination("calls", _("Calls"), "phone", "collections.view"),
    Destination("tasks", _("Tasks"), "list-checks", "collections.view"),
    Destination("promises", _("Promises"), "handshake", "collections.view"),
    Destination("disputes", _("Disputes"), "message-circle-warning", "disputes.view"),
    Destination("invoices", _("Invoices"), "file-text", "invoicing.view"),
    Destination("drafts", _("Drafts"), "file-text", "invoicing.view"),
    Destination("cash", _("Cash"), "banknote", "cash_application.view"),
    Destination("advices", _("Advices"), "mail", "cash_application.view"),
    Destination("reconciliation", _("Banks and books"), "scale", "cash_application.view"),
    Destination("payments", _("Payments"), "arrow-down-to-line", "payments.view"),
    Destination("withheld-tax", _("Withheld tax"), "landmark", "payments.view"),
    Destination("direct-debits", _("Direct debits"), "landmark", "direct_debits.view"),
    Destination("mandates", _("Mandates"), "landmark", "direct_debits.view"),
    Destination("refunds", _("Refunds"), "undo-2", "payments.view"),
    Destination("online", _("Online payments"), "credit-card", "gateways.view"),
    Destination("payouts", _("Payouts"), "landmark", "gateways.view"),
    Destination("unclaimed", _("Unclaimed credits"), "hourglass", "unclaimed.view"),
    Destination("hand-overs", _("Handed over to states"), "landmark", "unclaimed.view"),
    Destination("approvals", _("Approvals"), "shield-check", "receivables.view"),
    Destination("customers", _("Customers"), "building-2", "customers.view"),
    Destination("aging", _("Aging"), "hourglass", "receivables.view"),
    Destination("journal", _("Journal"), "book-open", "ledger.view"),
    Destination("trial-balance", _("Trial balance"), "scale", "ledger.view"),
    Destination("periods", _("Periods"), "calendar", "ledger.view"),
    Destination("rates", _("Exchange rates"), "arrow-left-right", "ledger.view"),
    Destination("gl-export", _("Hand-over"), "arrow-up-from-line", "ledger.view"),
    Destination("verification", _("Verification"), "list-checks", "ledger.view"),
    Destination("imports", _("Imports"), "upload", "importing.import"),
    Destination("outbox", _("Outbox"), "send", "messaging.view"),
    Destination("audit", _("Audit log"), "history", "organizations.view"),
    Destination("settings", _("Settings"), "settings", "organizations.view"),
    Destination("payer-accounts", _("Accounts of payers"), "landmark", "cash_application.view"),
    Destination("gateways", _("Gateways"), "credit-card", "gateways.view"),
)


def pages_by_name(text: str, reader: Reader) -> list[Destination]:
    """The pages that the reader may see and of whose name a word begins with a text."""
    wanted = text.casefold()
    return [
        each
        for each in DESTINATIONS
        if (not each.permission or reader.may(each.permission)) and f" {wanted}" in f" {each.name}".casefold()
    ]
