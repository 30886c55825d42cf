"""A file of the refused rows, to be corrected and imported again."""

import csv
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from openbill.importing.errors import RejectsCannotBeWritten, RejectsFileExists
from openbill.importing.policies.header_synonyms import OURS
from openbill.importing.types.files import FileShape
from openbill.importing.types.results import RefusedRow

MOST_REMEMBERED = 10

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class RejectsFile:
    """Writes refused rows as they come: the original cells, then line, column, value, reason and remedy.

    The first ten are remembered in `first`; without a path, that is all. The file is made with the first row, so that
    none is left where all went well; what it `replaces` goes then, or at the end where nothing was refused. It is
    written in UTF-8 with a byte order mark and with the separator of the original. Cells of the original stay as
    they are; in the added ones an apostrophe stands before what a spreadsheet would run as a formula. Surplus cells
    stand at the very end.

    Raises RejectsFileExists at once, and RejectsCannotBeWritten.
    """

    def __init__(self, path: Path | None, shape: FileShape, *, replaces: bool = False) -> None:
        self.path = path
        self.count = 0
        self.first: list[RefusedRow] = []
        self._replaces = replaces
        self._shape = shape
        self._file: TextIO | None = None
        if path is not None and path.exists() and not replaces:
            raise RejectsFileExists(path=str(path))

    def write(self, row: RefusedRow) -> None:
        self.count += 1
        if len(self.first) < MOST_REMEMBERED:
            self.first.append(row)
        if self.path is None:
            return
        width = len(self._shape.headers)
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        ours = [
            str(row.line_number),
            *(harmless(text) for text in (row.column, row.value, row.reason, row.remedy)),
        ]
        surplus = [cell for cell in row.cells[width:] if cell]
        self._write(self.path, [*cells, *ours, *surplus])

    def close(self) -> None:
        if self._file is not None:
            try:
                self._file.close()
            except OSError as error:
                raise _refusal(self._file.name, error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if error is None and not self.count and self._replaces and self.path is not None:
            self.path.unlink(missing_ok=True)

    def _write(self, path: Path, cells: list[str]) -> None:
        try:
            if self._file is None:
                self._file = path.open("w" if self._replaces else "x", encoding="utf-8-sig", newline="")
                self._writer = csv.writer(self._file, delimiter=self._shape.separator, lineterminator="\r\n")
                self._writer.writerow([*original_headers(self._shape), *OURS])
            self._writer.writerow(cells)
        except FileExistsError:
            raise RejectsFileExists(path=str(path)) from None
        except OSError as error:
            raise _refusal(path, error) from None


def original_headers(shape: FileShape) -> list[str]:
    """The headers of the file; those that an earlier file of refused rows added are marked as older."""
    return [f"earlier {name}" if name.casefold() in OURS else name for name in shape.headers]


def _refusal(path: Path | str, error: OSError) -> RejectsCannotBeWritten:
    return RejectsCannotBeWritten(path=str(path), reason=(error.strerror or str(error)).lower())


def harmless(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
