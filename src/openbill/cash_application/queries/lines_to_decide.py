"""The bank lines that people have to decide about, and how well it goes without them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id

DAYS_OF_FIGURES, MOST_COUNTED = 30, 5_000
"""The figures are of so many days, and of so many of the latest decisions at most: a page would read all of them."""


class LinesBy(StrEnum):
    """What the list is sorted by: the largest first, or the oldest."""

    VALUE = "value"
    AGE = "age"


class LinesOf(StrEnum):
    """Which lines: to be decided, held back, or posted, the latest first."""

    OPEN = "open"
    HELD = "held"
    POSTED = "posted"


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A bank line; `found` is how many proposals there were, `probability` that of the best one.

    Of a posted one `kind` says what it was posted as, and `is_by_itself` whether nobody was asked.
    """

    line_id: UUID
    booked_date: date
    amount_minor: int
    currency: str
    party_name: str
    text: str
    is_matched: bool
    found: int
    probability: float | None
    note: str
    kind: str
    is_by_itself: bool
    is_return: bool


def listed_lines(
    of: LinesOf = LinesOf.OPEN, *, by: LinesBy = LinesBy.VALUE, offset: int = 0, limit: int = 50
) -> list[ListedLine]:
    """Some lines of a list, in its order."""
    if of is LinesOf.POSTED:
        return _asked(_POSTED, offset=offset, limit=limit)
    order = "abs(to_do.amount_minor) DESC, to_do.line_id" if by is LinesBy.VALUE else "to_do.booked_date, to_do.line_id"
    return _asked(_TO_DO.format(order=order), held=of is LinesOf.HELD, offset=offset, limit=limit)


def _asked(statement: str, **parameters: Any) -> list[ListedLine]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"organization": current_organization_id(), **parameters})
        return [ListedLine(*row) for row in cursor.fetchall()]


_TOLD = """
    line.id, line.booked_date, line.amount_minor, line.currency, line.party_name, line.text"""
_IS_RETURN = "line.is_reversal OR line.return_reason <> ''"
_TO_DO = f"""
    SELECT {_TOLD}, to_do.is_matched, to_do.found, to_do.probability, to_do.note, '', false, {_IS_RETURN}
    FROM line_to_do to_do
    JOIN bank_line line ON line.organization_id = to_do.organization_id AND line.id = to_do.line_id
    WHERE to_do.organization_id = %(organization)s AND to_do.is_held = %(held)s
    ORDER BY {{order}} OFFSET %(offset)s LIMIT %(limit)s
"""
_POSTED = f"""
    SELECT {_TOLD}, true, 0, posting.probability, '', posting.kind, posting.is_by_itself, {_IS_RETURN}
    FROM line_posting posting
    JOIN bank_line line ON line.organization_id = posting.organization_id AND line.id = posting.line_id
    WHERE posting.organization_id = %(organization)s AND posting.undone_at IS NULL
    ORDER BY posting.posted_at DESC, posting.id DESC OFFSET %(offset)s LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class LinesLeft:
    """What is to be decided in a currency: lines, and what came in with them (minor units)."""

    currency: str
    lines: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class FiguresOfCash:
    """How it went with receipts that were decided since a day, or with the latest MOST_COUNTED of them.

    `receipts` stand; `auto` were posted by themselves, and `auto_undone` of those undone by people. `auto_value_share`
    is the share of their sum, of all currencies alike. Of the `proposed` ones that people decided `taken` were posted
    by the best proposal. Of the `documents` that they settled `auto_documents` were found by nobody.
    """

    since: date
    receipts: int
    auto: int
    auto_undone: int
    auto_value_share: float
    proposed: int
    taken: int
    documents: int
    auto_documents: int
    open: int
    held: int
    left: tuple[LinesLeft, ...]

    @property
    def auto_standing(self) -> int:
        """How many of the receipts that stand were posted by themselves."""
        return self.auto - self.auto_undone

    @property
    def hits(self) -> int:
        """Of how many of the receipts that stand the best proposal was right."""
        return self.auto_standing + self.taken


def figures_of_cash(today: date) -> FiguresOfCash:
    """The figures over the work screen, of the last DAYS_OF_FIGURES days."""
    since = today - timedelta(days=DAYS_OF_FIGURES)
    parameters: Mapping[str, Any] = {
        "organization": current_organization_id(),
        "since": since,
        "counted": MOST_COUNTED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DECIDED, parameters)
        (receipts, auto, undone, share, proposed, taken, documents, auto_documents) = cursor.fetchone()
        cursor.execute(
            """
            SELECT currency, is_held, count(*), sum(greatest(amount_minor, 0))::bigint FROM line_to_do
            WHERE organization_id = %(organization)s GROUP BY currency, is_held ORDER BY currency
            """,
            parameters,
        )
        rows = cursor.fetchall()
    left = tuple(LinesLeft(currency, lines, minor) for currency, is_held, lines, minor in rows if not is_held)
    return FiguresOfCash(
        since, receipts, auto, undone, float(share), proposed, taken, documents, auto_documents,
        open=sum(each.lines for each in left), held=sum(lines for _, is_held, lines, _ in rows if is_held), left=left,
    )  # fmt: skip


_DECIDED = """
    SELECT count(*) FILTER (WHERE posting.undone_at IS NULL),
           count(*) FILTER (WHERE posting.is_by_itself),
           count(*) FILTER (WHERE posting.is_by_itself AND posting.undone_at IS NOT NULL),
           coalesce(sum(line.amount_minor::float8) FILTER (WHERE posting.is_by_itself AND posting.undone_at IS NULL)
                    / nullif(sum(line.amount_minor::float8) FILTER (WHERE posting.undone_at IS NULL), 0), 0),
           count(*) FILTER (WHERE NOT posting.is_by_itself AND posting.probability IS NOT NULL),
           count(*) FILTER (WHERE NOT posting.is_by_itself AND posting.rank = 1 AND posting.undone_at IS NULL),
           coalesce(sum(posting.documents) FILTER (WHERE posting.undone_at IS NULL), 0)::bigint,
           coalesce(sum(posting.documents) FILTER (WHERE posting.is_by_itself AND posting.undone_at IS NULL), 0)::bigint
    FROM (
        SELECT * FROM line_posting
        WHERE organization_id = %(organization)s AND kind = 'receipt' AND posted_at >= %(since)s
        ORDER BY posted_at DESC LIMIT %(counted)s
    ) AS posting
    JOIN bank_line line ON line.organization_id = posting.organization_id AND line.id = posting.line_id
"""
