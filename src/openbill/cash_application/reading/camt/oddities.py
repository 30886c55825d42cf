"""What is odd in a statement and does no harm."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from openbill.cash_application.reading.place import Place


class Oddity(StrEnum):
    """What is odd in a statement and does no harm, as a sentence over how often and where it is first."""

    DUPLICATE = "The bank marks the statement as a duplicate."
    WITHOUT_DATE = "Bookings without a date took another date of the statement: {count}, the first in entry {entry}."
    OTHER_CURRENCY = "Amounts in another currency than the account's: {count}, the first in entry {entry}."
    BALANCE_IN_OTHER_CURRENCY = "A balance is in another currency than the account."
    PAYMENTS_DO_NOT_ADD_UP = "Bookings whose payments do not come to their amount: {count}, the first in entry {entry}."
    PAYMENTS_WITHOUT_AMOUNTS = "Bookings whose payments have no amounts: {count}, the first in entry {entry}."
    AMOUNT_LEFT_OUT = "Amounts that were told beside, and could not be read: {count}, the first in entry {entry}."


@dataclass(slots=True)
class Oddities:
    """How often each oddity was met in one statement, and where first."""

    met: dict[Oddity, tuple[int, Place]] = field(default_factory=dict)

    def note(self, oddity: Oddity, place: Place) -> None:
        count, first = self.met.get(oddity, (0, place))
        self.met[oddity] = count + 1, first

    def sentences(self) -> Iterator[str]:
        """One sentence for each kind, in the order in which they were met."""
        for oddity, (count, first) in self.met.items():
            yield oddity.value.format(count=count, entry=first.entry)
