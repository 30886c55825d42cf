"""The elements that collections and transfers share, as XML."""

from datetime import UTC, datetime

from lxml import etree

from openbill.direct_debits.policies.sepa_text import LONGEST_NAME, LONGEST_TEXT, sepa_text
from openbill.direct_debits.types import AccountHolder, PostalAddress
from openbill.primitives.money import Money

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
CURRENCY = "EUR"
NOT_PROVIDED = "NOTPROVIDED"

_LONGEST_STREET, _LONGEST_POSTAL_CODE, _LONGEST_TOWN = 70, 16, 35


def document(version: str, message: str) -> tuple[etree._Element, etree._Element]:
    """The root of a message of a version, and the element in which all of it lies."""
    namespace = NAMESPACE + version
    root = etree.Element(f"{{{namespace}}}Document", nsmap={None: namespace})
    return root, put(root, message)


def put(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    """An element at the end of another one, in the same namespace."""
    namespace = str(parent.tag).rpartition("}")[0]
    child = etree.SubElement(parent, f"{namespace}}}{name}", attributes)
    child.text = text
    return child


def put_path(parent: etree._Element, path: str, text: str) -> None:
    """Elements inside of each other ("SvcLvl/Cd"), the last one with a text."""
    *outer, last = path.split("/")
    for name in outer:
        parent = put(parent, name)
    put(parent, last, text)


def put_head(message: etree._Element, message_id: str, made_at: datetime, amounts: list[Money], sender: str) -> None:
    """The group header: what the message is called, when it was made, and what it adds up to."""
    head = put(message, "GrpHdr")
    put(head, "MsgId", message_id)
    put(head, "CreDtTm", made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    put_sums(head, amounts)
    put_path(head, "InitgPty/Nm", sepa_text(sender, LONGEST_NAME))


def put_sums(parent: etree._Element, amounts: list[Money]) -> None:
    """How many payments there are, and their sum."""
    put(parent, "NbOfTxs", str(len(amounts)))
    put(parent, "CtrlSum", written(Money.total(amounts, CURRENCY)))


def put_amount(parent: etree._Element, amount: Money) -> None:
    """An instructed amount; only euros are moved by SEPA, and only more than nothing."""
    assert amount.currency == CURRENCY, f"{amount} is not moved by SEPA."
    assert amount.is_positive, f"{amount} is nothing to move."
    put(parent, "InstdAmt", written(amount), Ccy=CURRENCY)


def put_account(parent: etree._Element, name: str, iban: str) -> None:
    """An account by its IBAN."""
    put_path(put(parent, name), "Id/IBAN", iban)


def put_bank(parent: etree._Element, name: str, bic: str, *, bic_name: str) -> None:
    """A bank by its BIC, or as one that the IBAN tells."""
    institution = put(put(parent, name), "FinInstnId")
    if bic:
        put(institution, bic_name, bic)
    else:
        put_path(institution, "Othr/Id", NOT_PROVIDED)


def put_party(parent: etree._Element, name: str, holder: AccountHolder, *, with_address: bool = False) -> None:
    """A party by its name, and by its address where the bank asks for it."""
    party = put(parent, name)
    put(party, "Nm", sepa_text(holder.name, LONGEST_NAME))
    if with_address:
        _put_address(party, holder.address)


def put_text(parent: etree._Element, text: str) -> None:
    """What the other side reads on its statement; nothing where there is nothing to say."""
    if readable := sepa_text(text, LONGEST_TEXT):
        put_path(parent, "RmtInf/Ustrd", readable)


def as_bytes(root: etree._Element) -> bytes:
    """The message as a file."""
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def written(amount: Money) -> str:
    """An amount as SEPA writes it: with a point, and two decimals."""
    return str(amount.as_decimal())


def _put_address(party: etree._Element, address: PostalAddress) -> None:
    element = put(party, "PstlAdr")
    parts = (
        ("StrtNm", address.street, _LONGEST_STREET),
        ("PstCd", address.postal_code, _LONGEST_POSTAL_CODE),
        ("TwnNm", address.town, _LONGEST_TOWN),
    )
    for name, text, longest in parts:
        if readable := sepa_text(text, longest):
            put(element, name, readable)
    put(element, "Ctry", address.country)
