"""What the bank of the invented group tells of a day: most of it plain to see, and some of it for people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID
from xml.sax.saxutils import escape

from openbill.cash_application.commands.import_remittances import import_remittances
from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.commands.match_lines import match_lines
from openbill.customers.models import Customer
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.organizations.models import BankAccount
from openbill.receivables.models import OpenItem

OPENING_MINOR = 48_210_45
PLAIN = 8
"""So many payers name their invoice, and pay it in full."""
MOST_OWED = 12


@dataclass(frozen=True, slots=True)
class Payer:
    """A customer with its open invoices, the oldest first: their numbers and what is open of them."""

    name: str
    number: str
    owed: Sequence[tuple[str, int]]

    @property
    def all_of_it(self) -> int:
        return sum(minor for _, minor in self.owed)

    @property
    def account(self) -> str:
        """Always the same, and nobody's: its check digits are not those of an account."""
        return f"DE00{int(self.number):018}"


@dataclass(frozen=True, slots=True)
class Booking:
    """A line of the statement; money that went out is negative."""

    amount_minor: int
    name: str
    account: str
    text: str
    advice: str = ""
    """What the payer wrote about it before, as CSV."""


def bring_bank_day(legal_entity_id: UUID, day: date, context: Context) -> None:
    """Bring in the statement of a day of a company's bank, and look at its lines."""
    with scope(context.organization_id):
        account = BankAccount.objects.get(legal_entity_id=legal_entity_id)
        payers = _payers(legal_entity_id, account.currency)
    bookings = list(_bookings(payers))
    content = _statement(account, day, bookings)
    for number, advice in enumerate((each.advice for each in bookings if each.advice), start=1):
        import_remittances(content=advice.encode(), file_name=f"advice-{day}-{number}.csv", context=context)
    import_statements(content=content, file_name=f"statement-{day}.xml", context=context)
    match_lines(bank_account_id=account.id, context=context)


def _payers(legal_entity_id: UUID, currency: str) -> list[Payer]:
    """In the order of their numbers."""
    items = OpenItem.objects.filter(
        legal_entity_id=legal_entity_id, currency=currency, kind="invoice", open_minor__gt=0, disputed_minor=0
    )
    rows = items.order_by("customer_id", "due_date", "document_number").values_list(
        "customer_id", "document_number", "open_minor"
    )
    owed = {of: [(number, minor) for _, number, minor in each] for of, each in groupby(rows, key=lambda row: row[0])}
    customers = Customer.objects.filter(id__in=list(owed)).order_by("number")
    return [Payer(each.name, each.number, owed[each.id]) for each in customers]


def _bookings(payers: Sequence[Payer]) -> Iterator[Booking]:
    """Each payer once, as far as there are any: those who say what they pay, and those who make work."""
    single = [each for each in payers if len(each.owed) == 1]
    several = [each for each in payers if 2 <= len(each.owed) <= MOST_OWED]
    for ways, of in ((OF_ONE, single), (OF_SEVERAL, several)):
        for tell, payer in zip(ways, of, strict=False):
            told = tell(payer)
            yield Booking(told.minor, payer.name, payer.account, told.text, told.advice)
    yield Booking(77_00, "M. Okafor", "GB00OKAF00000000000001", "for the green cup")
    yield Booking(-1_250_00, "Hausverwaltung Linde", "DE00100000000000000099", "Miete Gartenstraße 12")
    yield Booking(-14_90, "", "", "Account fee")


class Told(NamedTuple):
    """What came in of a payer, what the bank tells of it, and what the payer wrote before."""

    minor: int
    text: str
    advice: str = ""


def _in_full(payer: Payer) -> Told:
    number, minor = payer.owed[0]
    return Told(minor, f"Invoice {number}")


def _two_at_once(payer: Payer) -> Told:
    (first, minor), (second, more) = payer.owed[:2]
    return Told(minor + more, f"INV {first}, {second}")


def _all_that_is_due(payer: Payer) -> Told:
    return Told(payer.all_of_it, f"Account {payer.number}, all that is due")


def _with_a_wrong_number(payer: Payer) -> Told:
    number, minor = payer.owed[0]
    return Told(minor, f"Payment {_mistyped(number)}")


def _less_a_charge(payer: Payer) -> Told:
    number, minor = payer.owed[0]
    return Told(minor - 12_50, f"{number} less charges of our bank")


def _less_a_deduction(payer: Payer) -> Told:
    number, minor = payer.owed[0]
    return Told(minor - minor // 5, f"{number} less 20 % for broken lamps")


def _without_a_word(payer: Payer) -> Told:
    return Told(payer.owed[0][1], "Thank you for the lovely plants")


def _more_than_is_due(payer: Payer) -> Told:
    return Told(payer.all_of_it + 50_00, "Payment on account")


def _as_written(payer: Payer) -> Told:
    """Two invoices less broken goods: the reason is known, and becomes a dispute."""
    return _advised(payer, "two lamps broken")


def _for_a_reason_of_their_own(payer: Payer) -> Told:
    """The same for a reason that nobody knows: a person decides."""
    return _advised(payer, "as agreed with Ms Vogt")


def _less_tax(payer: Payer) -> Told:
    """The same for its tax office: a certificate is to come."""
    return _advised(payer, "withholding tax 10 %")


def _advised(payer: Payer, reason: str) -> Told:
    (first, minor), (second, more) = payer.owed[:2]
    kept = minor // 10
    reference = f"PAY-{payer.number}"
    rows = (
        "reference,payer,customer number,invoice,amount,deduction,reason",
        f"{reference},{payer.name},{payer.number},{first},{_decimal(minor - kept)},{_decimal(kept)},{reason}",
        f"{reference},{payer.name},{payer.number},{second},{_decimal(more)},,",
    )
    return Told(minor - kept + more, reference, "\n".join(rows))


OF_ONE = (*[_in_full] * PLAIN, _with_a_wrong_number, _less_a_charge, _more_than_is_due)
"""How payers of one invoice pay it, and of several some of them: what came in, and what they write."""
OF_SEVERAL = (
    _two_at_once,
    _all_that_is_due,
    _less_a_deduction,
    _without_a_word,
    _as_written,
    _for_a_reason_of_their_own,
    _less_tax,
)


def _mistyped(number: str) -> str:
    """Two of its digits exchanged, as hurried people write them."""
    for place in range(len(number) - 1, 0, -1):
        if number[place] != number[place - 1] and number[place - 1 : place + 1].isdigit():
            return f"{number[: place - 1]}{number[place]}{number[place - 1]}{number[place + 1 :]}"
    return number


def _statement(account: BankAccount, day: date, bookings: Sequence[Booking]) -> bytes:
    """As camt.053."""
    closing = OPENING_MINOR + sum(each.amount_minor for each in bookings)
    before = day - timedelta(days=1)
    balances = _balance("OPBD", OPENING_MINOR, before, account.currency) + _balance(
        "CLBD", closing, day, account.currency
    )
    entries = "".join(_entry(each, day, account.currency) for each in bookings)
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>{day:%Y%m%d}</MsgId><CreDtTm>{day}T20:00:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{day:%Y%m%d}</Id><ElctrncSeqNb>{day:%j}</ElctrncSeqNb>"
        f"<Acct><Id><IBAN>{account.iban}</IBAN></Id><Ccy>{account.currency}</Ccy></Acct>"
        f"{balances}{entries}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _balance(kind: str, minor: int, day: date, currency: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{_amount(minor, currency)}<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def _entry(booking: Booking, day: date, currency: str) -> str:
    side, account = ("Dbtr", "DbtrAcct") if booking.amount_minor > 0 else ("Cdtr", "CdtrAcct")
    name = f"<{side}><Nm>{escape(booking.name)}</Nm></{side}>" if booking.name else ""
    theirs = f"<{account}><Id><IBAN>{booking.account}</IBAN></Id></{account}>" if booking.account else ""
    return (
        f"<Ntry>{_amount(booking.amount_minor, currency)}<Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt><NtryDtls>"
        f"<TxDtls><RltdPties>{name}{theirs}</RltdPties><RmtInf><Ustrd>{escape(booking.text)}</Ustrd></RmtInf>"
        "</TxDtls></NtryDtls></Ntry>"
    )


def _amount(minor: int, currency: str) -> str:
    way = "DBIT" if minor < 0 else "CRDT"
    return f'<Amt Ccy="{currency}">{_decimal(abs(minor))}</Amt><CdtDbtInd>{way}</CdtDbtInd>'


def _decimal(minor: int) -> str:
    units, cents = divmod(minor, 100)
    return f"{units}.{cents:02}"
