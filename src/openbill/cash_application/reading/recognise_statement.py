"""Which bank format a file has; by its content, as its name says nothing."""

from openbill.cash_application.reading.camt.read_camt import read_camt
from openbill.cash_application.types import Statement


def read_statements(content: bytes, file: str) -> tuple[Statement, ...]:
    """The statements of a bank file. Raises StatementIsNotRecognised, and what the reader of its format refuses."""
    return read_camt(content, file)
