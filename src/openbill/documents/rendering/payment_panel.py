"""The panel that says how to pay."""

from openbill.documents.errors import CreditorReferenceWrong
from openbill.documents.policies.epc_payload import epc_payload
from openbill.documents.rendering.code_picture import code_picture
from openbill.documents.rendering.language import Language
from openbill.documents.rendering.letterhead import Fact, Page
from openbill.documents.rendering.printable import printable
from openbill.documents.types import PaymentDetails
from openbill.organizations.policies.bank_numbers import bic, iban
from openbill.primitives.creditor_reference import is_creditor_reference


def payment_panel(payment: PaymentDetails | None, language: Language, *, headline: str = "") -> Page | None:
    """The panel under a headline, or None where there is nothing to say.

    Raises IbanWrong, BicWrong and CreditorReferenceWrong.
    """
    if payment is None:
        return None
    rows = _rows(payment, language)
    payload = epc_payload(payment)
    link = payment.pay_link.strip()
    if not (rows or link or headline):
        return None
    return {
        "headline": headline,
        "rows": rows,
        "link": {"url": link, "label": language.words["payment.link"]} if link else None,
        "code": None if payload is None else code_picture(payload),
        "code-label": language.words["payment.code"],
    }


def _rows(payment: PaymentDetails, language: Language) -> list[Fact]:
    rows = (
        ("payment.account_holder", printable(payment.account_holder)),
        ("payment.iban", _in_fours(iban(payment.iban))),
        ("payment.bic", bic(payment.bic)),
        ("payment.bank", printable(payment.bank)),
        ("payment.reference", _reference(payment.reference)),
    )
    return [(language.words[key], value) for key, value in rows if value]


def _reference(text: str) -> str:
    """A creditor reference in groups of four, as ISO 11649 prints it; any other reference as it is."""
    reference = "".join(text.split()).upper()
    if is_creditor_reference(reference):
        return _in_fours(reference)
    if reference[:2] == "RF" and reference[2:4].isdigit():
        raise CreditorReferenceWrong(reference=text)
    return printable(text)


def _in_fours(number: str) -> str:
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))
