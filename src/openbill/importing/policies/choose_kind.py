"""What kind of file a header belongs to."""

from openbill.importing.policies.match_headers import candidates, header_key, meanings
from openbill.importing.types.files import Kind

_GENERIC_DATES = frozenset({"date", "datum", "fecha"})
_GENERIC_RANK = 1000
_PAYMENT_WORDS = (
    "payment", "receipt", "bank", "zahlung", "eingang", "umsatz", "umsaetze", "paiement", "reglement", "encaissement",
    "pago", "cobro",
)  # fmt: skip


def missing_fields(kind: Kind, found: dict[str, list[str]]) -> list[str]:
    """In plain words, what a file of this kind must give and this header does not."""
    missing = []
    if not found.keys() & {"customer_number", "customer_name"} and not (
        kind == "payments" and found.keys() & {"invoice_number", "payment_reference"}
    ):
        missing.append("customer (number or name)")
    if kind in ("invoices", "open_items") and not found.keys() & {"document_number", "external_id"}:
        missing.append("document number")
    if kind in ("invoices", "open_items", "settled_history") and not found.keys() & {
        "document_date",
        "due_date",
    }:
        missing.append("document date or due date")
    if kind == "settled_history" and "settled_date" not in found:
        missing.append("settlement date")
    if kind == "payments" and "payment_date" not in found:
        missing.append("payment date")
    if kind != "customers" and not found.keys() & {"amount", "open_amount"}:
        missing.append("amount")
    return missing


def choose_kind(headers: tuple[str, ...], file_name: str = "") -> tuple[Kind | None, list[str]]:
    """The kind whose columns the header has, and what had to be assumed; None where it has no kind's columns.

    A settlement date beside a document's own dates is history; a payment date without a due date is a
    payment; an open amount without an original one is a list of open items.
    """
    invoices = candidates(headers, "invoices")
    payments = candidates(headers, "payments")
    settled = candidates(headers, "settled_history")
    own_dates = {header_key(header) for header in invoices.get("document_date", [])} - _GENERIC_DATES
    told = _told_by_name(headers)
    may_be_payments = not missing_fields("payments", payments) and "due_date" not in invoices
    has_own_dates = "due_date" in settled or (bool(own_dates) and "payment_reference" not in told)

    if not missing_fields("settled_history", settled) and has_own_dates:
        return "settled_history", []
    if may_be_payments and ("payment_date" in told or (told and not own_dates)):
        return "payments", []
    if "open_amount" in invoices and "amount" not in invoices and not missing_fields("open_items", invoices):
        return "open_items", []
    if not missing_fields("invoices", invoices) and "amount" in invoices:
        if not may_be_payments or own_dates:
            return "invoices", []
        if any(word in header_key(file_name) for word in _PAYMENT_WORDS):
            return "payments", ["The file is read as payments because of its name; it could also hold invoices."]
        return "invoices", ["The file is read as invoices; by its columns it could also hold payments."]
    if may_be_payments:
        return "payments", []
    customers = candidates(headers, "customers")
    if not missing_fields("customers", customers) and not invoices.keys() & {
        "amount",
        "open_amount",
        "due_date",
    }:
        return "customers", []
    return None, []


def _told_by_name(headers: tuple[str, ...]) -> set[str]:
    """The payment's own fields that a header names outright, not by a word such as "date" or "reference"."""
    known = meanings("payments")
    told = (known.get(header_key(header)) for header in headers)
    own = {"payment_date", "payment_reference", "payment_method"}
    return {meaning[0] for meaning in told if meaning and meaning[0] in own and meaning[1] < _GENERIC_RANK}
