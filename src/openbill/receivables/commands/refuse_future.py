"""Refuse what would take effect on a day that has not come: until then the books would say two things."""

from datetime import date

from openbill.foundation.context import Context
from openbill.receivables.errors import ActOfTheFuture


def refuse_future(on: date | None, context: Context) -> None:
    """Raise ActOfTheFuture where a day has not come anywhere on earth."""
    if on is not None and on > context.today("Pacific/Kiritimati"):
        raise ActOfTheFuture(on=on)
