"""The file of a report to a state: one line for each credit."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

from openbill.ledger.policies.spreadsheet_cell import spreadsheet_cell
from openbill.primitives.money import Money
from openbill.unclaimed.types import ReportedCredit

COLUMNS = (
    "holder", "jurisdiction", "owner_number", "owner_name", "owner_type", "street", "city", "region", "postal_code",
    "country", "property_type", "document_number", "currency", "amount", "arose_on", "last_contact_on",
    "letter_sent_on",
)  # fmt: skip
"""What reports of holders ask for: who held, who owned and where, what, how much, and since when."""


def report_lines(owed: Iterable[ReportedCredit]) -> Iterator[str]:
    """The lines of the file, the names of the columns first, each ending in CR LF (RFC 4180).

    Amounts have a point, days are ISO 8601, and no text begins as a formula does.
    """
    yield _line(COLUMNS)
    for credit in owed:
        yield _line(_cells(credit))


def _cells(credit: ReportedCredit) -> list[str]:
    texts = [
        credit.legal_entity_name,
        credit.jurisdiction,
        credit.owner_number,
        credit.owner_name or "unknown",
        _owner_type(credit),
        credit.street,
        credit.city,
        credit.region,
        credit.postal_code,
        credit.country,
        credit.kind,
        credit.number,
    ]
    return [
        *(spreadsheet_cell(text) for text in texts),
        credit.currency,
        str(Money(credit.amount_minor, credit.currency).as_decimal()),
        credit.arose_on.isoformat(),
        _day(credit.last_contact_on),
        _day(credit.letter_sent_on),
    ]


def _owner_type(credit: ReportedCredit) -> str:
    if not credit.owner_number:
        return "unknown"
    return "person" if credit.is_person else "business"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
