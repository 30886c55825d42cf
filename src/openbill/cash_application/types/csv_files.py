"""How the CSV files of a bank are read."""

from dataclasses import dataclass
from enum import StrEnum

from openbill.importing.types.files import DateOrder, DecimalStyle


class CsvSigns(StrEnum):
    """How a CSV file tells what came in from what went out.

    `signed` amounts are negative where money went out, and those in a column of debits too. `turned` ones are negative
    where it came in. `unsigned` ones have no sign of their own: the columns debit and credit tell, or the direction.
    """

    SIGNED = "signed"
    TURNED = "turned"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class CsvMapping:
    """How the CSV files of one bank account are read: which column says what, and how days and amounts are written.

    Columns are named by their headings; the second of one name is "Name (2)", and without headings they are "1", "2".
    What no column says is blank. `day_order` is None where a file leaves open whether days or months come first: such
    a mapping is a proposal and reads nothing. `encoding` is that of files that are no UTF-8.
    """

    booked_date: str = ""
    value_date: str = ""
    amount: str = ""
    debit: str = ""
    credit: str = ""
    direction: str = ""
    currency: str = ""
    payer_name: str = ""
    payer_account: str = ""
    payer_bank: str = ""
    text: tuple[str, ...] = ()
    """Several columns are one text, in this order."""
    reference: str = ""
    """The bank's own reference of the booking."""
    end_to_end_id: str = ""
    balance: str = ""
    """What stands on the account after the booking."""
    opening: str = ""
    closing: str = ""
    """What the account opened and closed with, the same in every row."""
    code: str = ""
    note: str = ""
    own_account: str = ""
    state: str = ""
    """Whether it is booked: what is pending is left out."""
    signs: CsvSigns = CsvSigns.SIGNED
    delimiter: str = ";"
    encoding: str = "cp1252"
    decimal_sign: DecimalStyle = "comma"
    day_order: DateOrder | None = "DMY"
    skipped_first: int = 0
    """Lines before the headings."""
    skipped_last: int = 0
    """Rows after the last booking, such as a total."""
    has_headings: bool = True


@dataclass(frozen=True, slots=True)
class ProposedCsv:
    """A mapping that a file suggests, the columns that it has, and in words what a person should look at."""

    mapping: CsvMapping
    headings: tuple[str, ...]
    notes: tuple[str, ...]
