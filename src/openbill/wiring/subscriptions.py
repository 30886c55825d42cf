"""Which event starts which command."""

from typing import Any

from openbill.foundation.context import Context
from openbill.foundation.events import subscribe
from openbill.ledger.commands.open_books import open_books
from openbill.organizations.events import OrganizationWasCreated


def connect_subscriptions() -> None:
    """Say who listens to what."""
    subscribe(OrganizationWasCreated, "open_books", _open_books, at_once=True)


def _open_books(_payload: dict[str, Any], context: Context) -> None:
    open_books(context=context)
