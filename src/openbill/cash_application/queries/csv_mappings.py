"""How the CSV files of bank accounts are read."""

from typing import cast
from uuid import UUID

from openbill.cash_application.models import CsvColumns
from openbill.cash_application.types.csv_files import CsvMapping, CsvSigns
from openbill.foundation.tenancy import current_organization_id
from openbill.importing.types.files import DateOrder, DecimalStyle


def csv_mapping_of(bank_account_id: UUID) -> CsvMapping | None:
    """The saved mapping of an account; None where there is none."""
    return csv_mappings().get(bank_account_id)


def csv_mappings() -> dict[UUID, CsvMapping]:
    """By bank account the saved mappings, in no order that matters."""
    rows = CsvColumns.objects.filter(organization_id=current_organization_id()).order_by("id")
    return {row.bank_account_id: _mapping(row) for row in rows}


def _mapping(row: CsvColumns) -> CsvMapping:
    columns = {**row.columns, "text": tuple(row.columns["text"])}
    return CsvMapping(
        **columns,
        signs=CsvSigns(row.signs),
        delimiter=row.delimiter,
        encoding=row.encoding,
        decimal_sign=cast("DecimalStyle", row.decimal_sign),
        day_order=cast("DateOrder", row.day_order),
        skipped_first=row.skipped_first,
        skipped_last=row.skipped_last,
        has_headings=row.has_headings,
    )
