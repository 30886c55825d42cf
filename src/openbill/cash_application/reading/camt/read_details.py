"""One payment of a booking, as TxDtls tells it."""

from dataclasses import dataclass

from openbill.cash_application.reading.camt.charges import read_charges
from openbill.cash_application.reading.camt.oddities import Oddities, Oddity
from openbill.cash_application.reading.camt.parties import Parties, read_parties
from openbill.cash_application.reading.camt.remittance import read_remittance
from openbill.cash_application.reading.camt.values import amount_beside, identifier, read_amount, read_is_credit
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.node import Node, only
from openbill.cash_application.types.statements import Remittance
from openbill.primitives.money import Money

# What a version calls the bank's own reference, the surest first.
_BANK_REFERENCES = (("AcctSvcrRef",), ("TxId",), ("UETR",), ("ClrSysRef",), ("AcctSvcrTxId",))
_RETURN_REASONS = (
    *(("RtrInf", "Rsn", "Cd"), ("RtrInf", "Rsn", "Prtry")),
    *(("RtrInf", "RtrRsn", "Cd"), ("RtrInf", "RtrRsn", "Prtry")),
)


@dataclass(frozen=True, slots=True)
class Details:
    """What is told of one payment; amounts are not negative, the surest first, in whatever currency."""

    amounts: tuple[Money, ...]
    is_credit: bool | None
    ordered: Money | None
    parties: Parties
    remittance: Remittance
    end_to_end_id: str
    mandate_id: str
    bank_reference: str
    code: str
    return_reason: str
    charges: Money | None
    notes: tuple[str, ...]

    def amount_in(self, currency: str) -> Money | None:
        """The amount in this currency; where it is told in others alone, the surest of those."""
        own = (amount for amount in self.amounts if amount.currency == currency)
        return next(own, self.amounts[0] if self.amounts else None)

    def charges_in(self, currency: str) -> Money:
        """What was kept in this currency."""
        charges = self.charges
        return charges if charges is not None and charges.currency == currency else Money.zero(currency)

    def instructed(self, currency: str) -> Money | None:
        """What the payer ordered, where that was in another currency."""
        told = [self.ordered, *self.amounts]
        others = (amount for amount in told if amount is not None and amount.currency != currency)
        return next((amount for amount in others if amount.is_positive), None)


def read_details(node: Node, place: Place, oddities: Oddities) -> Details:
    """The payment of a TxDtls; refused where an amount or a direction is told and cannot be read."""
    return Details(
        amounts=_amounts(node, place, oddities),
        is_credit=read_is_credit(node, place) if "CdtDbtInd" in node.children else None,
        ordered=ordered_amount(node, place, oddities),
        parties=read_parties(node),
        remittance=read_remittance(node, place, oddities),
        end_to_end_id=identifier(node.text("Refs", "EndToEndId")),
        mandate_id=identifier(node.text("Refs", "MndtId")),
        bank_reference=identifier(next((refs.one_of(_BANK_REFERENCES) for refs in node.all("Refs")), "")),
        code=bank_code(node),
        return_reason=node.one_of(_RETURN_REASONS),
        charges=read_charges(node, place, oddities),
        notes=_notes(node),
    )


def bank_code(node: Node) -> str:
    """Domain, family and subfamily of BkTxCd (PMNT-RCDT-ESCT), else the bank's own code."""
    paths = (("Domn", "Cd"), ("Domn", "Fmly", "Cd"), ("Domn", "Fmly", "SubFmlyCd"))
    structured = "-".join(filter(None, (node.text("BkTxCd", *path) for path in paths)))
    return structured or node.text("BkTxCd", "Prtry", "Cd")


def ordered_amount(node: Node, place: Place, oddities: Oddities) -> Money | None:
    """What AmtDtls says that the payer ordered."""
    return _beside(node, "InstdAmt", place, oddities)


def _beside(node: Node, name: str, place: Place, oddities: Oddities) -> Money | None:
    told = node.first("AmtDtls", name, "Amt")
    amount = amount_beside(told, place)
    if told is not None and amount is None:
        oddities.note(Oddity.AMOUNT_LEFT_OUT, place.at(told.line))
    return amount


def _amounts(node: Node, place: Place, oddities: Oddities) -> tuple[Money, ...]:
    """What the payment is over, which is refused where it cannot be read; then other words for the same."""
    surest = only(node, "Amt", place) or node.first("AmtDtls", "TxAmt", "Amt")
    told = [read_amount(surest, place)] if surest else []
    beside = (_beside(node, name, place, oddities) for name in ("TxAmt", "CntrValAmt", "AnncdPstngAmt"))
    ordered = amount_beside(node.first("AmtDtls", "InstdAmt", "Amt"), place)
    return (*told, *(amount for amount in (*beside, ordered) if amount is not None))


def _notes(node: Node) -> tuple[str, ...]:
    cheque = node.text("Refs", "ChqNb")
    more = [*node.all("RtrInf", "AddtlInf"), *node.all("RtrInf", "AddtlRtrRsnInf")]
    return tuple(filter(None, (node.text("AddtlTxInf"), *(each.value for each in more), cheque)))
