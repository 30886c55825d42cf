"""What is stated about a file, once or for the next ones too."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from openbill.importing.types.files import Credits, DateOrder, DecimalStyle, Kind


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What the caller states about a file, over what the file seems to say."""

    kind: Kind | None = None
    encoding: str | None = None
    separator: str | None = None
    date_order: DateOrder | None = None
    decimal_style: DecimalStyle | None = None
    credits: Credits | None = None
    columns: dict[str, str] = field(default_factory=dict)
    currency: str | None = None
    payments_are_negative: bool = False
    """Never guessed: a file of returned payments looks just like it."""
    ignored_columns: frozenset[str] = frozenset()
    """Headers that give nothing, whatever their names promise."""


@dataclass(frozen=True, slots=True)
class UploadChoices:
    """How an uploaded file is read and brought in; blank is what the file itself seems to say, or the usual.

    `columns` goes from our name of a field to the header in the file; `ignored_columns` give nothing. `as_of` is the
    day of a snapshot, or of stated open amounts; today where it is None.
    """

    legal_entity_id: UUID | None = None
    kind: Kind | None = None
    columns: dict[str, str] = field(default_factory=dict)
    ignored_columns: tuple[str, ...] = ()
    date_order: DateOrder | None = None
    decimal_style: DecimalStyle | None = None
    credits: Credits | None = None
    payments_are_negative: bool = False
    encoding: str | None = None
    currency: str | None = None
    source: str = "file"
    is_snapshot: bool = False
    as_of: date | None = None
    new_customers: bool = False

    @property
    def reading(self) -> ReadingChoices:
        """What is stated about the file."""
        return ReadingChoices(
            kind=self.kind,
            encoding=self.encoding,
            date_order=self.date_order,
            decimal_style=self.decimal_style,
            credits=self.credits,
            columns=dict(self.columns),
            currency=self.currency,
            payments_are_negative=self.payments_are_negative,
            ignored_columns=frozenset(self.ignored_columns),
        )
