"""What a caller states for all rows of a file that the file does not say."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RowDefaults:
    """Values for what a row leaves blank; None leaves it so."""

    currency: str | None = None
    legal_entity: str | None = None
    document_date: date | None = None
    terms_days: int | None = None
