"""Read a BAI2 file."""

from collections.abc import Iterator

from openbill.cash_application.errors import StatementIsNotRecognised, StatementIsTooLarge, StatementIsTruncated
from openbill.cash_application.reading.bai2.read_account import Group, read_account
from openbill.cash_application.reading.bai2.records import Fields, Record, records_of
from openbill.cash_application.reading.bai2.values import read_count, read_day, read_units
from openbill.cash_application.reading.decode_text import decoded
from openbill.cash_application.reading.place import Place
from openbill.cash_application.types.statements import Statement, StatementKind
from openbill.primitives.errors import Refusal

MOST_BOOKINGS = 500_000

_UPDATE, _CORRECTION = "1", "3"
_OF_THE_RUNNING_DAY = ("1", "3")
_CURRENCY = "USD"
_VERSIONS = ("2", "3")
"""BAI2, and BTRS after it."""

CORRECTION = "The bank marks the statement as a correction."


def read_bai2(content: bytes, file: str) -> tuple[Statement, ...]:
    """A statement for each account of each group, in the order of the file.

    Nothing is believed that could change what is booked: every count of records and every control total has to be
    right, and what is not known as a credit or a debit is refused with its line.

    Raises StatementIsNotRecognised, StatementIsTooLarge, StatementIsTruncated, StatementCannotBeRead.
    """
    statements = tuple(_File(decoded(content, file), file).statements())
    if not statements:
        raise Place(file).refusal(reason="it holds no statement")
    return statements


class _File:
    """The records of a file, taken one after the other."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._records = records_of(text, file)
        self._next: Record | None = None
        self._last_line = 0
        self._physical = 0
        self._bookings = 0
        self._number = 0
        if not text.lstrip().startswith("01,"):
            raise StatementIsNotRecognised(file=file)
        self._advance()

    def statements(self) -> Iterator[Statement]:
        """The statements of the file, and of others that were put behind it."""
        while self._next is not None:
            first, reference = self._physical, self._read_head(self._take("01"))
            total, groups = 0, 0
            while self._is("02"):
                units, statements = self._group(reference)
                yield from statements
                total, groups = total + units, groups + 1
            self._check("99", total, groups, first)

    def _read_head(self, record: Record) -> str:
        """The bank's name for the file."""
        fields = Fields(record.lines)
        _sender, _receiver, _day, _time, reference, _length, _block, version = (fields.take() for _ in range(8))
        if version not in _VERSIONS:
            raise Place(self._file, record.line).refusal(reason=f'version "{version[:20]}" is not known')
        return reference

    def _group(self, reference: str) -> tuple[int, list[Statement]]:
        first, record = self._physical, self._take("02")
        group = self._read_group(record, reference)
        total, statements = 0, []
        while self._is("03"):
            units, statement = self._account(group)
            total += units
            statements.append(statement)
        self._check("98", total, len(statements), first)
        return total, statements

    def _read_group(self, record: Record, reference: str) -> Group:
        fields, place = Fields(record.lines), Place(self._file, record.line)
        _receiver, bank, status, day, _time, currency, modifier = (fields.take() for _ in range(7))
        if status not in (_UPDATE, _CORRECTION):
            raise place.refusal(reason=f'the group is no update (status "{status[:20]}")')
        return Group(
            bank=bank,
            day=read_day(day, place),
            currency=currency or _CURRENCY,
            kind=StatementKind.INTERIM if modifier in _OF_THE_RUNNING_DAY else StatementKind.FINAL,
            reference=reference,
            warnings=(CORRECTION,) if status == _CORRECTION else (),
        )

    def _account(self, group: Group) -> tuple[int, Statement]:
        first, record = self._physical, self._take("03")
        bookings = []
        while self._is("16"):
            bookings.append(self._take("16"))
            self._bookings += 1
            if self._bookings > MOST_BOOKINGS:
                raise StatementIsTooLarge(file=self._file, limit="500,000 bookings")
        self._number += 1
        account = read_account(record, bookings, group, Place(self._file, record.line, self._number))
        self._check("49", account.units, None, first)
        return account.units, account.statement

    def _check(self, code: str, total: int, parts: int | None, first: int) -> None:
        """Take the record that closes; refused where what it says is not what was read since the first record."""
        record = self._take(code)
        fields, place = Fields(record.lines), Place(self._file, record.line)
        told = read_units(fields.take(), place)
        if told != total:
            raise place.refusal(reason=f"the control total is {told}, and the amounts come to {total}")
        if parts is not None and (count := read_count(fields.take(), place)) != parts:
            if code == "98":
                raise place.refusal(reason=f"{count} accounts are counted, and there are {parts}")
            raise place.refusal(reason=f"{count} groups are counted, and there are {parts}")
        records = self._physical - first
        if (count := read_count(fields.take(), place)) != records:
            raise place.refusal(reason=f"{count} records are counted, and there are {records}")

    def _is(self, code: str) -> bool:
        return self._next is not None and self._next.code == code

    def _take(self, code: str) -> Record:
        """The next record, which has to be of this kind."""
        record = self._next
        if record is None:
            raise self._truncated()
        if record.code != code:
            raise Place(self._file, record.line).refusal(reason=f"record {record.code} stands where {code} should be")
        self._physical += len(record.lines)
        self._advance()
        return record

    def _advance(self) -> None:
        self._next = next(self._records, None)
        if self._next is not None:
            self._last_line = self._next.line + len(self._next.lines) - 1

    def _truncated(self) -> Refusal:
        return StatementIsTruncated(file=self._file, reason=f"it breaks off in line {self._last_line}")
