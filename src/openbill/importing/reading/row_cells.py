"""The cells of a row in the order of our fields, and what a refused cell becomes."""

from collections.abc import Callable, Sequence
from operator import itemgetter

from openbill.importing.policies.read_text import NAME_LENGTH, NUMBER_LENGTH, TextReader
from openbill.importing.types.files import FileShape

LONGEST_VALUE = 200
Picker = Callable[[Sequence[str]], tuple[str, ...]]


def picker(shape: FileShape, fields: Sequence[str]) -> Picker:
    """A function that takes a row, with one blank cell added at its end, to the cells of these fields.

    A field that the file does not have is given that blank cell.
    """
    places = [_place(shape, field) for field in fields]
    assert len(places) > 1, "itemgetter gives a tuple for two and more."
    return itemgetter(*places)


def _place(shape: FileShape, field: str) -> int:
    header = shape.columns.get(field)
    return shape.cell_count if header is None else shape.headers.index(header)


def numbers(shape: FileShape, field: str) -> TextReader:
    """The reader of a number that is kept as text, such as a customer's."""
    return TextReader(NUMBER_LENGTH, whole_numbers=field in shape.whole_number_columns)


def names() -> TextReader:
    return TextReader(NAME_LENGTH)


def truncated(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 3] + "..."
