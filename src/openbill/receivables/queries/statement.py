"""The statement of a customer's account: what is open on a day, or how the balance came about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.primitives.errors import Refusal
from openbill.receivables.policies.age_bucket import UNAPPLIED, USUAL_BOUNDS, bucket_of, labels
from openbill.receivables.queries.aging import aged_items
from openbill.receivables.queries.customers_as_known import shown_customers
from openbill.receivables.queries.items_as_of import items_as_of


class CustomerNumberUnknown(Refusal):
    """There is no customer with the number {number}."""

    remedy = "Check the number; the aging lists the customers who owe something."


@dataclass(frozen=True, slots=True)
class ShownCustomer:
    id: UUID
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class OpenLine:
    """An open item; the amount is negative where it is in the customer's favour, like the running total."""

    item_id: UUID
    document_number: str
    kind: str
    side: str
    document_date: date
    due_date: date
    days_past_due: int
    open_minor: int
    running_minor: int


@dataclass(frozen=True, slots=True)
class OpenItemStatement:
    """What is open in one currency; `aging_minor` has an amount for each of the `columns`."""

    currency: str
    lines: tuple[OpenLine, ...]
    columns: tuple[str, ...]
    aging_minor: tuple[int, ...]

    @property
    def total_minor(self) -> int:
        return sum(self.aging_minor)

    @property
    def unapplied_minor(self) -> int:
        return self.aging_minor[self.columns.index(UNAPPLIED)]


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """What happened on a day: an item, or the settlement of one by another.

    A settlement between two items of the same customer leaves the balance as it is: `settled_minor` says how
    much of the debt `against` was settled, negative where that was undone.
    """

    day: date
    kind: str
    document_number: str
    against: str
    amount_minor: int
    settled_minor: int
    balance_minor: int


@dataclass(frozen=True, slots=True)
class ActivityStatement:
    """The opening balance of a day, what happened since, and the closing balance, in one currency."""

    currency: str
    opening_minor: int
    lines: tuple[ActivityLine, ...]
    closing_minor: int


SETTLEMENT = "settlement"


def customer_of_number(organization_id: UUID, number: str, *, known_sequence: int | None = None) -> ShownCustomer:
    """The customer of a number, or the one that it was merged into. Raises CustomerNumberUnknown."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT customer.id, customer.number, customer.name
            FROM customer named
            JOIN {shown_customers(known_sequence)} AS shown ON shown.customer_id = named.id
            JOIN customer ON customer.organization_id = %(organization)s AND customer.id = shown.shown_id
            WHERE named.organization_id = %(organization)s AND named.number = %(number)s
            """,
            {"organization": organization_id, "number": number, "known_sequence": known_sequence},
        )
        row = cursor.fetchone()
    if row is None:
        raise CustomerNumberUnknown(number=number)
    return ShownCustomer(*row)


def open_item_statement(
    organization_id: UUID,
    customer_id: UUID,
    as_of: date,
    *,
    bounds: Sequence[int] = USUAL_BOUNDS,
    known_sequence: int | None = None,
) -> list[OpenItemStatement]:
    """The items that are open at the end of a day, the oldest due date first; one statement per currency."""
    lines: dict[str, list[OpenLine]] = {}
    for item in aged_items(organization_id, as_of, customer_id=customer_id, known_sequence=known_sequence):
        so_far = lines.setdefault(item.currency, [])
        signed = item.open_minor if item.side == "debit" else -item.open_minor
        running = signed + (so_far[-1].running_minor if so_far else 0)
        so_far.append(
            OpenLine(
                item.item_id,
                item.document_number,
                item.kind,
                item.side,
                item.document_date,
                item.due_date,
                item.days_past_due,
                signed,
                running,
            )
        )
    return [
        OpenItemStatement(currency, tuple(lines[currency]), labels(bounds), _aging(lines[currency], bounds))
        for currency in sorted(lines)
    ]


def activity_statement(
    organization_id: UUID,
    customer_id: UUID,
    from_date: date,
    as_of: date,
    *,
    known_sequence: int | None = None,
) -> list[ActivityStatement]:
    """Balance before a day, every item and settlement through another day, balance after it, per currency.

    Both balances come from the open items of their day, the lines from what was recorded in between; that the
    one and the other agree is checked here.
    """
    opening = _balances(organization_id, customer_id, from_date - timedelta(days=1), known_sequence)
    closing = _balances(organization_id, customer_id, as_of, known_sequence)
    rows = _activity(organization_id, customer_id, from_date, as_of, known_sequence)
    statements = []
    for currency in sorted({*opening, *closing, *(row[0] for row in rows)}):
        balance = opening.get(currency, 0)
        lines = []
        for _, day, kind, document_number, against, amount, settled in (row for row in rows if row[0] == currency):
            balance += amount
            lines.append(ActivityLine(day, kind, document_number, against, amount, settled, balance))
        assert balance == closing.get(currency, 0), (
            f"The {currency} activity of customer {customer_id} ends at {balance}, not at the balance"
            f" {closing.get(currency, 0)} of {as_of}."
        )
        statements.append(ActivityStatement(currency, opening.get(currency, 0), tuple(lines), balance))
    return statements


def _aging(lines: Sequence[OpenLine], bounds: Sequence[int]) -> tuple[int, ...]:
    amounts = dict.fromkeys(labels(bounds), 0)
    for line in lines:
        amounts[UNAPPLIED if line.side == "credit" else bucket_of(line.days_past_due, bounds)] += line.open_minor
    return tuple(amounts.values())


def _balances(organization_id: UUID, customer_id: UUID, as_of: date, known_sequence: int | None) -> dict[str, int]:
    items = items_as_of(organization_id, as_of, known_sequence=known_sequence)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT item.currency,
                   sum_minor(CASE item.side WHEN 'debit' THEN item.open_minor ELSE -item.open_minor END)
            FROM {items.relation} AS item
            JOIN {shown_customers(known_sequence)} AS shown ON shown.customer_id = item.customer_id
            WHERE shown.shown_id = %(customer)s
            GROUP BY item.currency
            """,
            {**items.parameters, "customer": customer_id},
        )
        return dict(cursor.fetchall())


def _activity(
    organization_id: UUID, customer_id: UUID, from_date: date, as_of: date, known_sequence: int | None
) -> list[tuple[Any, ...]]:
    """Rows (currency, day, kind, document, against, effect on the balance, amount settled) in their order.

    A credit that settles the debt of another customer (a group's payment, say) moves the balance of both.
    """
    is_known = "true"
    if known_sequence is not None:
        is_known = (
            "{row}.command_id IN (SELECT id FROM command_log"
            " WHERE organization_id = %(organization)s AND sequence <= %(known_sequence)s)"
        )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH own AS MATERIALIZED (
                SELECT item.* FROM open_item item
                JOIN {shown_customers(known_sequence)} AS shown ON shown.customer_id = item.customer_id
                WHERE item.organization_id = %(organization)s AND shown.shown_id = %(customer)s
            ), settlement AS (
                SELECT allocation.id, allocation.currency, allocation.effective_date, allocation.amount_minor,
                       allocation.debit_item_id, allocation.credit_item_id
                FROM allocation
                WHERE allocation.organization_id = %(organization)s
                  AND allocation.effective_date BETWEEN %(from_date)s AND %(as_of)s
                  AND (allocation.debit_item_id IN (SELECT id FROM own)
                       OR allocation.credit_item_id IN (SELECT id FROM own))
                  AND {is_known.format(row="allocation")}
            )
            SELECT currency, day, kind, document_number, against, amount, settled FROM (
                SELECT own.currency, own.posting_date AS day, own.kind, own.document_number, '' AS against,
                       CASE own.side WHEN 'debit' THEN own.amount_minor ELSE -own.amount_minor END AS amount,
                       0::bigint AS settled, 1 AS rank, own.id
                FROM own
                WHERE own.posting_date BETWEEN %(from_date)s AND %(as_of)s AND {is_known.format(row="own")}
                UNION ALL
                SELECT settlement.currency, settlement.effective_date, %(settlement)s, credit.document_number,
                       debit.document_number,
                       CASE WHEN credit.id IN (SELECT id FROM own) THEN settlement.amount_minor ELSE 0 END
                       - CASE WHEN debit.id IN (SELECT id FROM own) THEN settlement.amount_minor ELSE 0 END,
                       settlement.amount_minor, 2, settlement.id
                FROM settlement
                JOIN open_item debit
                  ON debit.organization_id = %(organization)s AND debit.id = settlement.debit_item_id
                JOIN open_item credit
                  ON credit.organization_id = %(organization)s AND credit.id = settlement.credit_item_id
            ) AS activity
            ORDER BY currency, day, rank, id
            """,
            {
                "organization": organization_id,
                "customer": customer_id,
                "from_date": from_date,
                "as_of": as_of,
                "known_sequence": known_sequence,
                "settlement": SETTLEMENT,
            },
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
