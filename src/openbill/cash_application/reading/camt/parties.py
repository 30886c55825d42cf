"""Who is on the other side of a booking."""

from dataclasses import dataclass

from openbill.cash_application.reading.xml.node import Node
from openbill.cash_application.types.statements import Party

_ACCOUNTS = (
    *(("Id", "IBAN"), ("Id", "Othr", "Id"), ("Id", "BBAN"), ("Id", "UPIC"), ("Id", "PrtryAcct", "Id")),
    ("Prxy", "Id"),
)
_BANKS = (
    *(("BICFI",), ("BIC",), ("CmbndId", "BIC"), ("ClrSysMmbId", "MmbId"), ("CmbndId", "ClrSysMmbId", "Id")),
    *(("ClrSysMmbId", "Id"), ("Othr", "Id"), ("PrtryId", "Id")),
)
_NAMES = (("Nm",), ("Pty", "Nm"), ("Agt", "FinInstnId", "Nm"))


@dataclass(frozen=True, slots=True)
class Side:
    """On which side of its payments a booking is, and on which account."""

    is_credit: bool
    is_reversal: bool
    account: str


@dataclass(frozen=True, slots=True)
class Parties:
    """Debtor and creditor of a payment, and in whose stead they act, by name."""

    debtor: Party
    creditor: Party
    ultimate_debtor: str
    ultimate_creditor: str
    is_returned: bool

    def other_than(self, us: Side) -> Party:
        """Who is not us.

        Where one side has our account it is the other one. Else who pays is the other side of money that came in, and
        who is paid of money that went out; in what came back, banks keep the roles of the payment that is returned.
        Some name but one party, whatever its role: it is taken where it has an account that is not ours, or where
        something came back.
        """
        expected, other = self.debtor, self.creditor
        is_returned = self.is_returned or us.is_reversal
        if us.is_credit == is_returned:
            expected, other = other, expected
        if expected.account == us.account != other.account:
            return other
        if expected.name or expected.account or other.account == us.account:
            return expected
        return other if other.account or (other.name and is_returned) else expected

    def behind(self, party: Party) -> list[str]:
        """In whose stead was paid or is received, where it is another name than that of the party."""
        return [name for name in (self.ultimate_debtor, self.ultimate_creditor) if name and name != party.name]


def read_parties(details: Node) -> Parties:
    """The parties of RltdPties, and their banks of RltdAgts; a version may tell a name directly, or below Pty."""
    related = details.first("RltdPties")
    ultimate = {name: _name(related.first(name) if related else None) for name in ("UltmtDbtr", "UltmtCdtr")}
    return Parties(
        debtor=_party(details, "Dbtr", ultimate["UltmtDbtr"]),
        creditor=_party(details, "Cdtr", ultimate["UltmtCdtr"]),
        ultimate_debtor=ultimate["UltmtDbtr"],
        ultimate_creditor=ultimate["UltmtCdtr"],
        is_returned="RtrInf" in details.children,
    )


def read_account(account: Node | None) -> str:
    """An IBAN or another number, without spaces; blank where there is none."""
    return "".join(account.one_of(_ACCOUNTS).split()) if account else ""


def read_bank(agent: Node | None) -> str:
    """The BIC of a bank, else its number in a clearing system."""
    institution = agent.first("FinInstnId") if agent else None
    return institution.one_of(_BANKS) if institution else ""


def _party(details: Node, role: str, ultimate: str) -> Party:
    account = details.first("RltdPties", f"{role}Acct")
    name = _name(details.first("RltdPties", role)) or (account.text("Nm") if account else "") or ultimate
    return Party(name=name, account=read_account(account), bank=read_bank(details.first("RltdAgts", f"{role}Agt")))


def _name(party: Node | None) -> str:
    return party.one_of(_NAMES) if party else ""
