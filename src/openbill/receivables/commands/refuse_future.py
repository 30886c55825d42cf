"""Refuse what would take effect on a day that has not come: until then the books would say two things."""

from datetime import date

from openbill.foundation.context import Context
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.receivables.errors import ActOfTheFuture


def refuse_future(on: date | None, context: Context) -> None:
    """Raise ActOfTheFuture where a day has not come where the firm and its companies are."""
    if on is not None and on > read_latest_day(context=context):
        raise ActOfTheFuture(on=on)
