"""What the code beside an account says, which a banking app reads to prepare a SEPA credit transfer."""

from openbill.documents.types import PaymentDetails
from openbill.primitives.creditor_reference import is_creditor_reference

LEAST_MINOR, MOST_MINOR = 1, 999_999_999_99
LONGEST_NAME = 70
LONGEST_TEXT = 140
MOST_BYTES = 331
"""What a QR code of version 13 holds with error correction M, the largest that the guidelines allow."""


def epc_payload(payment: PaymentDetails) -> str | None:
    """The text of the code, or None where the transfer cannot be said in one.

    EPC069-12 (Quick Response Code: Guidelines to Enable the Data Capture for the Initiation of a SEPA Credit
    Transfer), version 002, in UTF-8: elements in a fixed order, a line each, none after the last one that is
    filled. The amount must be in euro, from 0.01 to 999,999,999.99. A reference of ISO 11649 is structured; any
    other one is text of at most 140 characters.
    """
    amount = payment.amount
    if amount is None or amount.currency != "EUR" or not LEAST_MINOR <= amount.minor_units <= MOST_MINOR:
        return None
    holder = " ".join(payment.account_holder.split())[:LONGEST_NAME].strip()
    reference = " ".join(payment.reference.split())
    if not payment.iban or not holder or len(reference) > LONGEST_TEXT:
        return None
    is_structured = is_creditor_reference(reference)
    elements = (
        "BCD",
        "002",
        "1",
        "SCT",
        _without_spaces(payment.bic),
        holder,
        _without_spaces(payment.iban),
        f"EUR{amount.as_decimal()}",
        "",  # the purpose, a code of ISO 20022 that no payer needs
        _without_spaces(reference) if is_structured else "",
        "" if is_structured else reference,
    )
    payload = "\n".join(elements).rstrip("\n")
    return payload if len(payload.encode()) <= MOST_BYTES else None


def _without_spaces(text: str) -> str:
    return "".join(text.split()).upper()
