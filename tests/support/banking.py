"""Bank files for tests."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

IBAN = "DE89370400440532013000"


def booking(
    amount: str,
    text: str,
    *,
    day: str = "2026-03-02",
    reference: str = "",
    currency: str = "EUR",
    name: str = "Anna Ltd",
    account: str = "",
) -> str:
    """A booking of camt.053; a negative amount went out. `account` is the IBAN of the other side."""
    way = "DBIT" if amount.startswith("-") else "CRDT"
    told = f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else ""
    theirs = f"<DbtrAcct><Id><IBAN>{account}</IBAN></Id></DbtrAcct>" if account else ""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount.lstrip("-")}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt>{told}<NtryDtls><TxDtls>"
        f"<RltdPties><Dbtr><Nm>{escape(name)}</Nm></Dbtr>{theirs}</RltdPties>"
        f"<RmtInf><Ustrd>{escape(text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def bundle(
    total: str,
    *parts: tuple[str, str, str],
    day: str = "2026-03-02",
    reference: str = "",
    accounts: Sequence[str] = (),
) -> str:
    """A booking of several payments that came in, each of an amount, a text and a name; and of an account (IBAN)."""
    theirs = [f"<DbtrAcct><Id><IBAN>{account}</IBAN></Id></DbtrAcct>" if account else "" for account in accounts]
    told = "".join(
        f'<TxDtls><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        f"<RltdPties><Dbtr><Nm>{escape(name)}</Nm></Dbtr>{account}</RltdPties>"
        f"<RmtInf><Ustrd>{escape(text)}</Ustrd></RmtInf></TxDtls>"
        for (amount, text, name), account in zip(parts, theirs or [""] * len(parts), strict=True)
    )
    known = f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else ""
    return (
        f'<Ntry><Amt Ccy="EUR">{total}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt>{known}<NtryDtls><Btch><NbOfTxs>{len(parts)}</NbOfTxs></Btch>{told}</NtryDtls></Ntry>"
    )


def a_statement(
    *bookings: str,
    opening: str = "100.00",
    closing: str = "100.00",
    iban: str = IBAN,
    days: tuple[str, str] = ("2026-03-01", "2026-03-02"),
) -> bytes:
    """A camt.053 with balances in EUR; `iban` may be another number."""

    def balance(kind: str, amount: str, day: str) -> str:
        return (
            f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt>'
            f"<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
        )

    account = f"<IBAN>{iban}</IBAN>" if iban[:2].isalpha() else f"<Othr><Id>{iban}</Id></Othr>"
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId>'
        "<CreDtTm>2026-03-02T20:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id>"
        f"<Acct><Id>{account}</Id><Ccy>EUR</Ccy></Acct>{balance('OPBD', opening, days[0])}"
        f"{balance('CLBD', closing, days[1])}{''.join(bookings)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def a_sum(total: str, reference: str, *, day: str = "2026-03-02") -> str:
    """A booking of which the statement tells no more than the sum, and the bank's reference."""
    return (
        f'<Ntry><Amt Ccy="EUR">{total}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt>'
        f"<AcctSvcrRef>{reference}</AcctSvcrRef></Ntry>"
    )


def a_notice(*bookings: str, iban: str = IBAN) -> bytes:
    """A camt.054 over bookings that a statement has too."""
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>'
        "<GrpHdr><MsgId>9</MsgId><CreDtTm>2026-03-02T20:00:00</CreDtTm></GrpHdr><Ntfctn><Id>N1</Id>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>{''.join(bookings)}</Ntfctn>"
        "</BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()
