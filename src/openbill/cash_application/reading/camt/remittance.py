"""What a payment says that it pays."""

from openbill.cash_application.reading.camt.oddities import Oddities, Oddity
from openbill.cash_application.reading.camt.values import amount_beside, identifier
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.node import Node
from openbill.cash_application.types.statements import Remittance
from openbill.primitives.money import Money

FULL = 140
"""Characters of one unstructured text; one that is full goes on in the next without a break."""


def read_remittance(details: Node, place: Place, oddities: Oddities) -> Remittance:
    """The texts of RmtInf as one, its creditor references, and the documents that it refers to.

    An amount belongs to a document where both stand alone in their block.
    """
    references, documents = [], []
    for block in details.all("RmtInf", "Strd"):
        reference = block.one_of((("CdtrRefInf", "Ref"), ("CdtrRefInf", "CdtrRef")))
        if reference := "".join(identifier(reference).split()):
            references.append(reference)
        referred = block.all("RfrdDocInf")
        amount = _amount(block, place, oddities) if len(referred) == 1 else None
        for document in referred:
            if number := document.one_of((("Nb",), ("RfrdDocNb",))):
                documents.append((number, amount))
    return Remittance(text=_text(details), structured=tuple(references), documents=tuple(documents))


def _text(details: Node) -> str:
    joined = ""
    for piece in [*details.all("RmtInf", "Ustrd"), *details.all("RmtInf", "Strd", "AddtlRmtInf")]:
        joined += piece.raw if len(piece.raw) == FULL else f"{piece.raw} "
    return " ".join(joined.split())


def _amount(block: Node, place: Place, oddities: Oddities) -> Money | None:
    """What is paid for the document, else what is taken off for a credit note, else what was due."""
    for name in ("RmtdAmt", "CdtNoteAmt", "DuePyblAmt"):
        told = block.first("RfrdDocAmt", name)
        if told is None:
            continue
        amount = amount_beside(told, place)
        if amount is None:
            oddities.note(Oddity.AMOUNT_LEFT_OUT, place.at(told.line))
            return None
        is_credit_note = name == "CdtNoteAmt" or _kind(block) == "CREN"
        return -amount if is_credit_note else amount
    return None


def _kind(block: Node) -> str:
    return block.one_of((("RfrdDocInf", "Tp", "CdOrPrtry", "Cd"), ("RfrdDocInf", "RfrdDocTp", "Cd")))
