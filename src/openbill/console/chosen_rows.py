"""Which rows of a list a form means: those that are ticked, or all that match."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest

from openbill.console.choices import identifiers
from openbill.console.reader import Reader
from openbill.primitives.errors import Refusal

LONGEST_NUMBER = 9


class NothingChosen(Refusal):
    """No row was chosen."""

    remedy = "Tick those that you mean, or choose all of them."


class MoreThanWereShown(Refusal):
    """There are {count} by now, and your page said {shown}; nothing was done."""

    remedy = "Look at those that came meanwhile, and choose again."


def chosen_rows(
    request: HttpRequest, reader: Reader, all_that_match: Callable[[HttpRequest], list[UUID]]
) -> list[UUID]:
    """The rows that are ticked, or where the form says so all that match what it says of the list.

    Whatever is no identifier is passed over. Raises NothingChosen, and MoreThanWereShown where more match than the page
    counted: nobody acts on what was never seen.
    """
    if request.POST.get("all"):
        with reader.scope():
            chosen = all_that_match(request)
        refuse_more(len(chosen), request.POST.get("all_are", ""))
    else:
        chosen = identifiers(request.POST.getlist("chosen"))
    if not chosen:
        raise NothingChosen
    return sorted(set(chosen))


def refuse_more(count: int, shown: str) -> None:
    """Raise MoreThanWereShown where `count` is more than the number that a page showed."""
    if shown.isdecimal() and len(shown) <= LONGEST_NUMBER and count > int(shown):
        raise MoreThanWereShown(count=count, shown=int(shown))
