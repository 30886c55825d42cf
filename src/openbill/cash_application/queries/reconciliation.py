"""Whether the books hold what a bank says: an account's closing balance, and what is not settled between the two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.cash_application.policies.statements_in_order import (
    StatementBalances,
    not_meeting,
    statements_in_order,
)
from openbill.cash_application.queries.balances_of_statements import balances_of_statements
from openbill.cash_application.queries.in_transit import IN_TRANSIT, IS_NOT_CLEARED, InTransit
from openbill.foundation.tenancy import current_organization_id

AGES = (7, 30, 90)
"""The ages at which unidentified money is told apart, in days; the last class is older than all of them."""

MOST_OUTSTANDING = 200


@dataclass(frozen=True, slots=True)
class Gap:
    """Two statements that do not meet: after `closed_on` something of `missing_minor` was booked that no file told."""

    closed_on: date
    opened_on: date
    missing_minor: int


@dataclass(frozen=True, slots=True)
class Undecided:
    """Lines that nobody has decided about, of one age: up to `up_to_days` old, or older than all where it is None."""

    up_to_days: int | None
    lines: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One account; amounts in minor units of its currency. The balances are None where the bank told none.

    `told_minor` is the closing balance of the latest statement, and `booked_minor` what the books have of the account.
    They differ by the gaps between statements, and by nothing else.
    """

    bank_account_id: UUID
    name: str
    number: str
    currency: str
    is_mirror: bool
    told_on: date | None
    told_minor: int | None
    booked_minor: int
    gaps: tuple[Gap, ...]
    undecided: tuple[Undecided, ...]

    @property
    def difference_minor(self) -> int | None:
        return None if self.told_minor is None else self.told_minor - self.booked_minor

    @property
    def undecided_minor(self) -> int:
        return sum(each.amount_minor for each in self.undecided)


def reconciliations(today: date) -> list[Reconciliation]:
    """Each account of which a statement was brought in, by name."""
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTS, {"organization": current_organization_id()})
        accounts = cursor.fetchall()
    balances = balances_of_statements([account_id for account_id, *_ in accounts])
    undecided = _undecided(today)
    return [
        Reconciliation(
            account_id, name, number, currency, is_mirror, *_told(balances.get(account_id, ())), booked_minor,
            _gaps(balances.get(account_id, ())), tuple(undecided.get(account_id, ())),
        )
        for account_id, name, number, currency, is_mirror, booked_minor in accounts
    ]  # fmt: skip


def _told(statements: Sequence[StatementBalances]) -> tuple[date | None, int | None]:
    """The day and the balance with which the last statement closes that tells one."""
    ordered = statements_in_order(each for each in statements if each.closing_minor is not None)
    return (ordered[-1].to_date, ordered[-1].closing_minor) if ordered else (None, None)


def _gaps(statements: Sequence[StatementBalances]) -> tuple[Gap, ...]:
    return tuple(
        Gap(before.to_date, after.from_date, (after.opening_minor or 0) - (before.closing_minor or 0))
        for before, after in not_meeting(statements)
    )


def outstanding(limit: int = MOST_OUTSTANDING) -> list[InTransit]:
    """What the books expect of banks since the first statement of any account, the oldest first.

    What was recorded for earlier days no statement can tell of.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT found.*
            FROM (
                SELECT account.legal_entity_id, account.currency, min(statement.from_date) AS since
                FROM bank_statement statement
                JOIN bank_account account
                  ON account.organization_id = statement.organization_id AND account.id = statement.bank_account_id
                WHERE statement.organization_id = %(organization)s AND statement.kind <> 'notice'
                GROUP BY 1, 2
            ) AS told
            CROSS JOIN LATERAL (
                SELECT known.kind, known.id, known.legal_entity_id, known.account, known.amount_minor, known.currency,
                       known.expected_date, known.number, known.customer_id, known.words
                FROM {IN_TRANSIT} AS known
                WHERE known.legal_entity_id = told.legal_entity_id AND known.currency = told.currency
                  AND known.expected_date >= told.since AND {IS_NOT_CLEARED}
                ORDER BY known.expected_date, known.kind, known.id LIMIT %(limit)s
            ) AS found
            ORDER BY found.expected_date, found.kind, found.id LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), "limit": limit},
        )
        return [InTransit.of_row(row) for row in cursor.fetchall()]


def _undecided(today: date) -> dict[UUID, list[Undecided]]:
    parameters: dict[str, Any] = {
        "organization": current_organization_id(),
        "since": [today - timedelta(days=age) for age in AGES],
    }
    found: dict[UUID, list[Undecided]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT bank_account_id, class, count(*), sum(amount_minor)::bigint
            FROM line_to_do
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE booked_date < since)::int AS class
                FROM unnest(%(since)s::date[]) AS age (since)
            ) AS aged
            WHERE organization_id = %(organization)s GROUP BY 1, 2 ORDER BY 1, 2
            """,
            parameters,
        )
        for account_id, place, lines, minor in cursor.fetchall():
            age = AGES[place] if place < len(AGES) else None
            found.setdefault(account_id, []).append(Undecided(age, lines, minor))
    return found


_ACCOUNTS = """
    SELECT account.id, account.name, coalesce(nullif(account.iban, ''), account.account_number), account.currency,
           entity.books = 'mirror', coalesce(booked.amount_minor, 0)
    FROM bank_account account
    JOIN legal_entity entity
      ON entity.organization_id = account.organization_id AND entity.id = account.legal_entity_id
    LEFT JOIN LATERAL (
        SELECT sum(line.amount_minor)::bigint AS amount_minor
        FROM journal_entry entry
        JOIN journal_line line ON line.organization_id = entry.organization_id AND line.entry_id = entry.id
        JOIN account books ON books.organization_id = line.organization_id AND books.id = line.account_id
                          AND books.role = 'bank'
        WHERE entry.organization_id = account.organization_id
          AND entry.source_id IN (
              SELECT account.id
              UNION ALL
              SELECT id FROM bank_statement
              WHERE organization_id = account.organization_id AND bank_account_id = account.id)
    ) AS booked ON true
    WHERE account.organization_id = %(organization)s
      AND EXISTS (SELECT FROM bank_statement
                  WHERE organization_id = account.organization_id AND bank_account_id = account.id)
    ORDER BY lower(account.name), account.id
"""
