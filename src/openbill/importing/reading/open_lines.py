"""The lines of a text file as they stand, with the bytes read so far."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, TextIOWrapper
from itertools import islice
from pathlib import Path

from openbill.importing.errors import FileCannotBeOpened

_BUFFER = 1 << 18


@contextmanager
def open_lines(path: Path, encoding: str) -> Iterator[tuple[TextIOWrapper, BufferedReader]]:
    """A file opened for reading line by line, line ends untouched, and the bytes beneath for their position.

    Raises FileCannotBeOpened.
    """
    try:
        binary = path.open("rb", buffering=_BUFFER)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileCannotBeOpened(path=str(path), reason=reason.lower()) from None
    assert isinstance(binary, BufferedReader)
    with TextIOWrapper(binary, encoding=encoding, newline="") as text:
        yield text, binary


def first_lines(path: Path, encoding: str, sample_bytes: int) -> list[str]:
    """The lines at the start of a file that fill about so many bytes."""
    lines: list[str] = []
    size = 0
    with open_lines(path, encoding) as (text, _):
        for line in text:
            lines.append(line)
            size += len(line)
            if size >= sample_bytes:
                break
    return lines


def skip_lines(lines: TextIOWrapper, count: int) -> None:
    for _ in islice(lines, count):
        pass
