"""The lists whose columns are chosen and of which views are kept."""

from django.utils.translation import gettext_lazy as _

from openbill.console.columns import FROM_LARGE, FROM_MEDIUM, FROM_SMALL, Column, Table
from openbill.invoicing.queries.find_documents import DocumentsBy
from openbill.payments.queries.find_payments import PaymentsBy
from openbill.receivables.queries.customer_balances import BalancesBy

CUSTOMERS = Table(
    "customers",
    (
        Column("name", _("Customer"), BalancesBy.NAME, is_fixed=True),
        Column("country", _("Country"), None, FROM_SMALL, is_extra=True),
        Column("oldest", _("Oldest"), BalancesBy.OLDEST, FROM_MEDIUM),
        Column("overdue", _("Overdue"), BalancesBy.OVERDUE, f"num {FROM_SMALL}"),
        Column("owed", _("Owed"), BalancesBy.OWED, f"num {FROM_LARGE}"),
        Column("unapplied", _("Unapplied"), BalancesBy.UNAPPLIED, f"num {FROM_LARGE}"),
        Column("balance", _("Balance"), BalancesBy.BALANCE, "num"),
    ),
)

INVOICES = Table(
    "invoices",
    (
        Column("number", _("Number"), DocumentsBy.NUMBER, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), DocumentsBy.CUSTOMER, is_fixed=True),
        Column("kind", _("Kind"), None, FROM_SMALL, is_extra=True),
        Column("dated", _("Dated"), DocumentsBy.DATED, FROM_LARGE),
        Column("due", _("Due"), DocumentsBy.DUE, FROM_SMALL),
        Column("state", _("State"), None, FROM_MEDIUM),
        Column("amount", _("Amount"), DocumentsBy.AMOUNT, f"num {FROM_SMALL}"),
        Column("disputed", _("Disputed"), None, f"num {FROM_SMALL}", is_extra=True),
        Column("open", _("Open"), DocumentsBy.OPEN, "num"),
    ),
)

PAYMENTS = Table(
    "payments",
    (
        Column("received", _("Received"), PaymentsBy.RECEIVED, FROM_SMALL, is_fixed=True),
        Column("customer", _("Customer"), PaymentsBy.CUSTOMER, is_fixed=True),
        Column("number", _("Number"), PaymentsBy.NUMBER, FROM_LARGE),
        Column("reference", _("Reference"), None, FROM_LARGE),
        Column("method", _("Method"), None, FROM_LARGE),
        Column("state", _("State"), None, FROM_SMALL),
        Column("unapplied", _("Unapplied"), PaymentsBy.UNAPPLIED, f"num {FROM_MEDIUM}"),
        Column("amount", _("Amount"), PaymentsBy.AMOUNT, "num"),
    ),
)

TABLES = {table.name: table for table in (CUSTOMERS, INVOICES, PAYMENTS)}
