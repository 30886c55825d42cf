"""The messages to all customers: found, filtered, sorted, page by page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from openbill.customers.queries.rows_of_customers import (
    Listing,
    PageOfRows,
    RowsOrdered,
    RowsWanted,
    identifiers_of_rows,
    rows_of_customers,
)

FEW = 2
"""So few letters are looked for where a subject or an address begins only: nearly every one holds them somewhere."""


class MessagesBy(StrEnum):
    """What a list of messages is sorted by."""

    WRITTEN = "written"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class ListedMessage:
    """A message as a list shows it; `state_reason` says why it is where it is, and is blank where that is plain."""

    id: UUID
    customer_id: UUID
    customer_name: str
    channel: str
    purpose: str
    stage: str
    language: str
    subject: str
    recipient_address: str
    state: str
    state_reason: str
    composed_at: datetime
    sent_at: datetime | None


_LISTING = Listing(
    table="message",
    columns="page.id, customer.id, customer.name, page.channel, page.purpose, page.stage, page.language, page.subject,"
    " page.recipient_address, page.state, page.state_reason, page.composed_at, page.sent_at",
    also_matches="SELECT messages_saying(%(saying)s)",
)

# Named by itself, so that messages of one state are walked along its index.
_OF_STATE = ("message.state = %(state)s",)
_OF_STATES = ("message.state = ANY(%(states)s)",)

_ORDER = {MessagesBy.WRITTEN: ("composed_at",), MessagesBy.CUSTOMER: ()}


def find_messages(
    *,
    text: str = "",
    state: str | None = None,
    customer_ids: Collection[UUID] | None = None,
    by: MessagesBy = MessagesBy.WRITTEN,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[ListedMessage]:
    """A page of the messages whose subject or address holds a text, or whose customer it names.

    Of one state or of all; `customer_ids` narrows to some customers.
    """
    return rows_of_customers(
        ListedMessage,
        _LISTING,
        RowsWanted(_OF_STATE if state else (), {"state": state, **_saying(text)}, text, customer_ids),
        RowsOrdered(_ORDER[by], descending, offset, limit),
    )


def messages_found(
    *, states: Sequence[str], text: str = "", customer_ids: Collection[UUID] | None = None
) -> list[UUID]:
    """All messages of such a list that are in some states, in the order in which they were made."""
    parameters = {"states": list(states), **_saying(text)}
    return identifiers_of_rows(_LISTING, RowsWanted(_OF_STATES, parameters, text, customer_ids))


def _saying(text: str) -> dict[str, str]:
    """What a subject or an address is like that holds the text as it stands."""
    wanted = text.strip().replace("\0", "")
    literal = wanted.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return {"saying": f"{literal}%" if len(wanted) <= FEW else f"%{literal}%"}
