"""How the CSV files of bank accounts are read."""

from dataclasses import dataclass
from uuid import UUID

from openbill.api.endpoint import BYTES, Endpoint, act, ask
from openbill.cash_application.commands.set_csv_mapping import forget_csv_mapping, set_csv_mapping
from openbill.cash_application.errors import CsvMappingUnknown
from openbill.cash_application.queries.csv_mappings import csv_mapping_of
from openbill.cash_application.reading.csv.propose_csv import propose_csv
from openbill.cash_application.reading.csv.read_csv import first_rows
from openbill.cash_application.types.csv_files import CsvMapping, ProposedCsv
from openbill.cash_application.types.statements import StatementLine
from openbill.foundation.context import Context


@dataclass(frozen=True, slots=True)
class CsvMappingToTry:
    """A mapping that a file suggests, its columns, what a person should look at, and its first five rows by it.

    There are no rows where it leaves open whether days or months come first.
    """

    mapping: CsvMapping
    headings: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[StatementLine, ...]


def show_csv_mapping(*, bank_account_id: UUID) -> CsvMapping:
    """How the CSV files of a bank account are read."""
    found = csv_mapping_of(bank_account_id)
    if found is None:
        raise CsvMappingUnknown(bank_account_id=bank_account_id)
    return found


def propose_csv_mapping(
    *,
    content: bytes,
    file_name: str = "statement.csv",
    currency: str = "EUR",
    context: Context,  # noqa: ARG001 - what is asked for a file is an act, and acts have one
) -> CsvMappingToTry:
    """How a CSV file could be read, by its headings and all its rows. Nothing of it is kept.

    `currency` is that of amounts beside which none is told.
    """
    proposed = propose_csv(content, file_name, currency)
    return CsvMappingToTry(
        proposed.mapping, proposed.headings, proposed.notes, _rows(content, file_name, proposed, currency)
    )


def _rows(content: bytes, file_name: str, proposed: ProposedCsv, currency: str) -> tuple[StatementLine, ...]:
    if proposed.mapping.day_order is None:
        return ()
    return tuple(first_rows(content, file_name, proposed.mapping, currency))


ENDPOINTS = (
    ask("/bank-accounts/{bank_account_id}/csv-mapping", "cash_application.view", show_csv_mapping),
    act(
        "PUT",
        "/bank-accounts/{bank_account_id}/csv-mapping",
        set_csv_mapping,
        example={"mapping": {"booked_date": "Buchungstag", "amount": "Betrag", "text": ["Verwendungszweck"]}},
    ),
    act("DELETE", "/bank-accounts/{bank_account_id}/csv-mapping", forget_csv_mapping),
    Endpoint("POST", "/csv-mappings/propose", "cash_application.configure", propose_csv_mapping, takes=BYTES),
)
