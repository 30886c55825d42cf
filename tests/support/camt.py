"""Bank statements in XML, as small as the standard allows."""

from openbill.cash_application.reading.camt.read_camt import read_camt
from openbill.cash_application.types.statements import Statement, StatementLine
from openbill.primitives.money import Money

ACCOUNT = "DE89370400440532013000"
PAYER = "NL46ABNA0499998748"
STANDARD = "camt.053.001.08"
_MESSAGES = {
    "camt.052": ("BkToCstmrAcctRpt", "Rpt"),
    "camt.053": ("BkToCstmrStmt", "Stmt"),
    "camt.054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}
BOOKED = "<Sts><Cd>BOOK</Cd></Sts>"
BALANCES = (("OPBD", "10.00", "CRDT", "2026-03-01"), ("CLBD", "110.00", "CRDT", "2026-03-02"))


def a_camt(*statements: str, standard: str = STANDARD) -> bytes:
    """A document of a standard such as camt.053.001.08, with its statements."""
    message, name = _MESSAGES[standard[:8]]
    ends = "V01" if standard.endswith(".01") else ""
    told = "\n".join(f"<{name}>\n{each}\n</{name}>" for each in statements)
    header = "<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-03-02T18:00:00</CreDtTm></GrpHdr>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{standard}">\n'
        f"<{message}{ends}>{header}\n{told}\n</{message}{ends}>\n</Document>\n"
    ).encode()


def a_statement(
    *entries: str,
    head: str = "<Id>S-1</Id><ElctrncSeqNb>58</ElctrncSeqNb><CreDtTm>2026-03-02T18:00:00</CreDtTm>",
    account: str = f"<Acct><Id><IBAN>{ACCOUNT}</IBAN></Id><Ccy>EUR</Ccy></Acct>",
    balances: tuple[tuple[str, str, str, str], ...] = BALANCES,
) -> str:
    """A statement in euros that opens with 10.00 and closes with 110.00."""
    return "\n".join([head, account, *(a_balance(*each) for each in balances), *entries])


def a_balance(code: str, amount: str, direction: str, on: str) -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt>'
        f"<CdtDbtInd>{direction}</CdtDbtInd><Dt><Dt>{on}</Dt></Dt></Bal>"
    )


def an_entry(
    *payments: str,
    amount: str = '<Amt Ccy="EUR">100.00</Amt>',
    direction: str = "<CdtDbtInd>CRDT</CdtDbtInd>",
    reversal: str = "",
    status: str = BOOKED,
    dates: str = "<BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-03</Dt></ValDt>",
    reference: str = "<AcctSvcrRef>B-1</AcctSvcrRef>",
    code: str = "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>",
    more: str = "",
    batch: str = "",
    note: str = "",
) -> str:
    """100.00 EUR that came in on 2 March 2026, with the payments that it holds."""
    told = "".join(f"\n<TxDtls>{each}</TxDtls>" for each in payments)
    details = f"<NtryDtls>{batch}{told}</NtryDtls>" if told or batch else ""
    return f"<Ntry>{amount}{direction}{reversal}{status}{dates}{reference}{code}{more}{details}{note}</Ntry>"


def a_payment(
    *,
    references: str = "<EndToEndId>E-1</EndToEndId>",
    amount: str = "",
    details: str = "",
    parties: str = f"<Dbtr><Pty><Nm>Miller Ltd</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>{PAYER}</IBAN></Id></DbtrAcct>",
    agents: str = "<DbtrAgt><FinInstnId><BICFI>ABNANL2A</BICFI></FinInstnId></DbtrAgt>",
    remittance: str = "<Ustrd>INV-7</Ustrd>",
    returned: str = "",
    note: str = "",
) -> str:
    """A payment of Miller Ltd for INV-7."""
    blocks = {"Refs": references, "RltdPties": parties, "RltdAgts": agents, "RmtInf": remittance, "RtrInf": returned}
    told = {name: f"<{name}>{each}</{name}>" if each else "" for name, each in blocks.items()}
    return f"{told['Refs']}{amount}{details}{told['RltdPties']}{told['RltdAgts']}{told['RmtInf']}{told['RtrInf']}{note}"


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def only_statement(content: bytes) -> Statement:
    """The one statement of a document."""
    (statement,) = read_camt(content, "bank.xml")
    return statement


def line_of(*payments: str, **entry: str) -> StatementLine:
    """The line of a booking in a statement of its own."""
    (line,) = only_statement(a_camt(a_statement(an_entry(*payments, **entry)))).lines
    return line


def warnings_of(*payments: str, **entry: str) -> tuple[str, ...]:
    """What is odd in a statement with this booking alone."""
    return only_statement(a_camt(a_statement(an_entry(*payments, **entry)))).warnings
