"""Refused rows are written into a file that is corrected and read again."""

import csv
from datetime import date
from pathlib import Path

import pytest

from openbill.importing.errors import RejectsFileExists
from openbill.importing.reading.read_rows import read_rows
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.reading.write_rejects import RejectsFile
from openbill.importing.types.files import InvoiceRow
from openbill.importing.types.results import RefusedRow

HEADER = "Customer Number;Customer Name;Invoice Number;Invoice Date;Due Date;Currency;Amount\n"
GOOD = "C1;Acme;R1;31.01.2024;01.03.2024;EUR;1.234,56\n"


def test_refused_rows_are_written_corrected_and_read_again(tmp_path: Path):
    text = HEADER + GOOD + "C1;=1+1;R2;31.02.2024;01.03.2024;EUR;=2\nC1;x\n"
    path = tmp_path / "file.csv"
    path.write_text(text)
    shape = recognise_file(path)
    rejects = tmp_path / "rejects.csv"

    with RejectsFile(rejects, shape) as file:
        for row in read_rows(path, shape):
            if isinstance(row, RefusedRow):
                file.write(row._replace(value="=cmd()") if row.line_number == 4 else row)

    written = list(csv.reader(rejects.open(encoding="utf-8-sig", newline=""), delimiter=";"))
    assert written[0][-5:] == [
        "openbill_line",
        "openbill_column",
        "openbill_value",
        "openbill_reason",
        "openbill_remedy",
    ]
    assert written[1][:8] == ["C1", "=1+1", "R2", "31.02.2024", "01.03.2024", "EUR", "=2", "3"]
    assert written[2][9] == "'=cmd()"

    rejects.write_text(
        rejects.read_text("utf-8-sig").replace("31.02.", "28.02.").replace("EUR;=2", "EUR;2,00"), "utf-8-sig"
    )
    again = recognise_file(rejects)
    assert again.unused_columns == ()
    first = next(iter(read_rows(rejects, again)))
    assert isinstance(first, InvoiceRow)
    assert first.document_date == date(2024, 2, 28)
    with pytest.raises(RejectsFileExists):
        RejectsFile(rejects, shape)


def test_no_file_is_left_where_nothing_was_refused(tmp_path: Path):
    (tmp_path / "file.csv").write_text(HEADER + GOOD)
    with RejectsFile(tmp_path / "rejects.csv", recognise_file(tmp_path / "file.csv")):
        pass

    assert not (tmp_path / "rejects.csv").exists()
