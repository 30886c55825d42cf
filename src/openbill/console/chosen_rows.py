"""Which rows of a list a form means: those that are ticked, or all that match."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest

from openbill.console.reader import Reader
from openbill.primitives.errors import Refusal


class NothingChosen(Refusal):
    """No row was chosen."""

    remedy = "Tick those that you mean, or choose all of them."


def chosen_rows(
    request: HttpRequest, reader: Reader, all_that_match: Callable[[HttpRequest], list[UUID]]
) -> list[UUID]:
    """The rows that are ticked, or where the form says so all that match what it says of the list.

    Whatever is no identifier is passed over. Raises NothingChosen.
    """
    if request.POST.get("all"):
        with reader.scope():
            chosen = all_that_match(request)
    else:
        chosen = []
        for text in request.POST.getlist("chosen"):
            try:
                chosen.append(UUID(text))
            except ValueError:
                continue
    if not chosen:
        raise NothingChosen
    return sorted(set(chosen))
