"""How large a file of remittance advices may be."""

from openbill.cash_application.errors import RemittanceIsTooLarge, RemittanceIsTruncated

LARGEST = 20_000_000
MOST_ADVICES, MOST_LINES = 5_000, 100_000
"""Of one file."""


def checked_size(content: bytes, file: str) -> bytes:
    """The bytes themselves. Raises RemittanceIsTooLarge, and RemittanceIsTruncated where there are none."""
    if len(content) > LARGEST:
        raise RemittanceIsTooLarge(file=file, limit="20 MB")
    if not content.strip():
        raise RemittanceIsTruncated(file=file, reason="it is empty")
    return content


def refuse_too_many(advices: int, lines: int, file: str) -> None:
    """Raises RemittanceIsTooLarge."""
    if advices > MOST_ADVICES:
        raise RemittanceIsTooLarge(file=file, limit=f"{MOST_ADVICES:,} advices")
    if lines > MOST_LINES:
        raise RemittanceIsTooLarge(file=file, limit=f"{MOST_LINES:,} documents")
