"""Why a row that is right in itself does not fit what is in the books: field, reason and remedy, in words."""

from typing import NamedTuple


class Explanation(NamedTuple):
    field: str
    reason: str
    remedy: str


EXPLANATIONS = {
    "repeated": Explanation(
        "document_number",
        "this document, with the same due date, stands in line {first_line} already",
        "Keep the row that is right. An instalment has a due date or an instalment number of its own.",
    ),
    "due_too_early": Explanation(
        "due_date",
        "the due date lies before the date of the document",
        "Correct one of them; where day and month are taken the wrong way, state --date-order.",
    ),
    "differs": Explanation(
        "document_number",
        "this document is in the books with another amount or date",
        "Correct the row; or bring changes in by a snapshot: openbill import FILE --snapshot.",
    ),
    "another": Explanation(
        "external_id",
        "this identifier is in the books for another customer, currency or side",
        "Give the document an identifier of its own, or cancel the one in the books first.",
    ),
    "invoice_of_another": Explanation(
        "invoice_number",
        "the invoice of this number belongs to a customer outside of this one's group",
        "Correct the customer or the invoice number.",
    ),
    "settled_otherwise": Explanation(
        "settled_date",
        "this document is already settled by another payment",
        "Look at the document's allocations; undo them first if the file is right.",
    ),
    "entity_unknown": Explanation(
        "legal_entity",
        "there is no legal entity of this code",
        "Add it, or correct the code.",
    ),
    "invoice_unknown": Explanation(
        "invoice_number",
        "no invoice of this number and currency is known",
        "Import the invoices first, or leave the number blank: the payment then stays unapplied.",
    ),
    "of_the_future": Explanation(
        "payment_date",
        "this day has not come",
        "Correct the date, or import the payment when it has come in.",
    ),
    "invoice_ambiguous": Explanation(
        "invoice_number",
        "several customers have an invoice of this number",
        "Add the customer's number to the row.",
    ),
    "customer_unknown": Explanation(
        "customer_number",
        "no customer of this number is known, nor exactly one of this name",
        "Correct it, or import the customer first; --new-customers makes a customer of each unknown number.",
    ),
    "customer_missing": Explanation(
        "customer_number",
        "neither a customer nor an invoice says whose payment this is",
        "Add the customer's number or the number of the invoice.",
    ),
    "parent_unknown": Explanation(
        "parent_number",
        "neither the books nor the file have a customer of this number",
        "Correct the number, or add the parent to the file.",
    ),
    "with_refused": Explanation(
        "payment_reference",
        "another row of the same payment is refused",
        "Correct that row and import both again: half a payment is none.",
    ),
    "payment_differs": Explanation(
        "payment_reference",
        "this payment is in the books with another amount",
        "Correct the row, or give the payment a reference of its own.",
    ),
}


def explanation(status: str, kind: str, *, first_line: int) -> Explanation:
    """The words for a status of prepare_documents and prepare_payments.

    `first_line` is where the file tells of the document for the first time.
    """
    found = EXPLANATIONS["payment_differs" if (status, kind) == ("differs", "payments") else status]
    return found._replace(reason=found.reason.format(first_line=first_line))
