"""What banks kept of a payment on its way."""

from openbill.cash_application.reading.camt.oddities import Oddities, Oddity
from openbill.cash_application.reading.camt.values import amount_beside
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.node import Node
from openbill.primitives.money import Money


def read_charges(node: Node, place: Place, oddities: Oddities) -> Money | None:
    """The total of Chrgs, positive, or None where nothing was kept.

    Older versions repeat Chrgs with an amount in each, newer ones have one with records; both may tell a total. What a
    bank gave back is taken off. Charges in several currencies have no total.
    """
    told = node.all("Chrgs", "TtlChrgsAndTaxAmt")[:1] or [
        record for record in [*node.all("Chrgs"), *node.all("Chrgs", "Rcrd")] if record.first("Amt")
    ]
    signed = []
    for record in told:
        amount = amount_beside(record.first("Amt") or record, place)
        if amount is None:
            oddities.note(Oddity.AMOUNT_LEFT_OUT, place.at(record.line))
            return None
        signed.append(-amount if record.text("CdtDbtInd") == "CRDT" else amount)
    if len({amount.currency for amount in signed}) != 1:
        return None
    total = Money.total(signed, signed[0].currency)
    return total if total.is_positive else None
