"""What kinds of files, their fields and their counts are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "customers": _("Customers"),
    "invoices": _("Invoices"),
    "open_items": _("Open items"),
    "payments": _("Payments"),
    "settled_history": _("Settled invoices"),
    "snapshot": _("Snapshot of open items"),
}

DATE_ORDERS: tuple[tuple[str, str | Promise], ...] = (
    ("DMY", _("day, month, year")),
    ("MDY", _("month, day, year")),
    ("YMD", _("year, month, day")),
)
DECIMAL_STYLES: tuple[tuple[str, str | Promise], ...] = (
    ("point", _("a point: 1,234.50")),
    ("comma", _("a comma: 1.234,50")),
)

FIELDS: dict[str, str | Promise] = {
    "customer_number": _("Customer number"),
    "customer_name": _("Customer name"),
    "legal_entity": _("Company"),
    "parent_number": _("Number of the parent"),
    "group": _("Group"),
    "currency": _("Currency"),
    "terms_days": _("Days to pay"),
    "language": _("Language"),
    "time_zone": _("Time zone"),
    "country": _("Country"),
    "street": _("Street"),
    "postal_code": _("Postal code"),
    "city": _("Town"),
    "vat_number": _("VAT number"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "contact_name": _("Name of the contact"),
    "contact_role": _("Role of the contact"),
    "external_id": _("Number in the other system"),
    "document_number": _("Document number"),
    "document_kind": _("Kind of document"),
    "document_date": _("Document date"),
    "due_date": _("Due date"),
    "amount": _("Amount"),
    "open_amount": _("Open amount"),
    "settled_date": _("Day of settlement"),
    "instalment_number": _("Instalment"),
    "reference": _("Reference"),
    "payment_date": _("Day of payment"),
    "payment_reference": _("Reference of the payment"),
    "payment_method": _("Way of payment"),
    "invoice_number": _("Invoice number"),
}

CHANGES: dict[str, str | Promise] = {
    "created": _("New"),
    "cleared": _("Settled there, in whole or in part"),
    "reopened": _("Open again"),
    "corrected": _("Raised"),
    "redated": _("Due on another day"),
    "replaced": _("Payments in place of what was settled there"),
    "ahead": _("Paid here, not known there yet: left alone"),
}
"""What a snapshot does, in the order in which it is told."""
