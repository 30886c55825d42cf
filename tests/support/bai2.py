"""BAI2 files, as small as banks send them, whose totals are right."""

from openbill.cash_application.reading.bai2.read_bai2 import read_bai2
from openbill.cash_application.types.statements import Statement, StatementLine
from openbill.primitives.money import Money

ACCOUNT = "03,0123456789,,010,1000,,,015,11000,,/"
BOOKING = "16,165,10000,V,260303,,B-1,C-1,INV-7 MILLER LTD/"


def a_bai2(*records: str, currency: str = "", modifier: str = "2", status: str = "1", day: str = "260302") -> str:
    """A file with the records of one account, its totals right; amounts stand in the places of short records."""
    amounts = [int(each) for record in records for each in amounts_of(record)]
    total, lines = sum(amounts), len(records) + 1
    return "\n".join(
        [
            "01,121000358,777,260302,0700,7,,,2/",
            f"02,777,121000358,{status},{day},2359,{currency},{modifier}/",
            *records,
            f"49,{total},{lines}/",
            f"98,{total},1,{lines + 2}/",
            f"99,{total},1,{lines + 4}/",
            "",
        ]
    )


def amounts_of(record: str) -> list[str]:
    fields = record.rstrip("/").split(",")
    if fields[0] == "16":
        return [fields[2]] if fields[2] else []
    return [each for each in fields[4::4] if each] if fields[0] == "03" else []


def statement_of(text: str) -> Statement:
    (statement,) = read_bai2(text.encode(), "bank.bai")
    return statement


def line_of(booking: str, **file: str) -> StatementLine:
    (line,) = statement_of(a_bai2(ACCOUNT, *booking.split("\n"), **file)).lines
    return line


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


WHOLE = a_bai2(ACCOUNT, BOOKING, "88,AND INV-8", "16,475,500,,,4711,/")
