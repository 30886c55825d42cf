"""A file of the refused rows, to be corrected and imported again."""

import csv
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from openbill.importing.errors import RejectsCannotBeWritten, RejectsFileExists
from openbill.importing.policies.header_synonyms import OURS
from openbill.importing.types import FileShape, RefusedRow

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class RejectsFile:
    """Writes refused rows as they come: the original cells, then line, column, value, reason and remedy.

    The file is made with the first row, so that none is left where all went well. It is written in UTF-8 with
    a byte order mark and with the separator of the original. Cells of the original stay as they are; in the
    added ones an apostrophe stands before what a spreadsheet would run as a formula. Surplus cells stand at
    the very end.

    Raises RejectsFileExists at once, and RejectsCannotBeWritten.
    """

    def __init__(self, path: Path, shape: FileShape) -> None:
        self.path = Path(path)
        self.count = 0
        self._shape = shape
        self._file: TextIO | None = None
        if self.path.exists():
            raise RejectsFileExists(path=str(self.path))

    def write(self, row: RefusedRow) -> None:
        width = len(self._shape.headers)
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        ours = [
            str(row.line_number),
            *(_harmless(text) for text in (row.column, row.value, row.reason, row.remedy)),
        ]
        surplus = [cell for cell in row.cells[width:] if cell]
        self._write([*cells, *ours, *surplus])
        self.count += 1

    def close(self) -> None:
        if self._file is not None:
            try:
                self._file.close()
            except OSError as error:
                raise self._refusal(error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, cells: list[str]) -> None:
        try:
            if self._file is None:
                self._file = self.path.open("x", encoding="utf-8-sig", newline="")
                self._writer = csv.writer(self._file, delimiter=self._shape.separator, lineterminator="\r\n")
                self._writer.writerow([*(h for h in self._headers()), *OURS])
            self._writer.writerow(cells)
        except FileExistsError:
            raise RejectsFileExists(path=str(self.path)) from None
        except OSError as error:
            raise self._refusal(error) from None

    def _headers(self) -> list[str]:
        """The original headers; those that an earlier file of refused rows added are marked as older."""
        return [f"earlier {name}" if name.casefold() in OURS else name for name in self._shape.headers]

    def _refusal(self, error: OSError) -> RejectsCannotBeWritten:
        return RejectsCannotBeWritten(path=str(self.path), reason=(error.strerror or str(error)).lower())


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
