"""What is open with customers who may have paid, loaded for many of them in one statement."""

import json
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import connection

from openbill.cash_application.policies.find_solutions import MOST_DEBTS, Debt
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


class OpenAccount:
    """The debts and credits of one customer by due date, with their numbers as printed and as compared.

    It comes as text, which is read once somebody asks: of most who are called like a payer nobody does.
    """

    def __init__(self, told: str) -> None:
        self._told = told
        self._offers: dict[UUID, Sequence[tuple[int, int]]] = {}
        self._day = 0
        self._debts: list[Debt] = []
        self._printed: list[str] = []
        self._normal: list[str] = []

    def debts(self, day: int) -> Sequence[Debt]:
        """The debts with the discounts of a day: of each the largest that still holds, else one that is too late."""
        self._read()
        if self._offers and self._day != day:
            self._day = day
            self._debts = [
                _with_offers(debt, offers, day) if (offers := self._offers.get(debt.key)) else debt
                for debt in self._debts
            ]
        return self._debts

    @property
    def printed(self) -> Sequence[str]:
        """The numbers as they are printed, in the order of the debts."""
        self._read()
        return self._printed

    @property
    def normal(self) -> Sequence[str]:
        """The numbers as they are compared."""
        self._read()
        return self._normal

    def take_out(self, items: Collection[UUID]) -> None:
        """Leave debts out from here on."""
        self._read()
        kept = [place for place, debt in enumerate(self._debts) if debt.key not in items]
        self._debts = [self._debts[place] for place in kept]
        self._printed = [self._printed[place] for place in kept]
        self._normal = [self._normal[place] for place in kept]

    def _read(self) -> None:
        if not self._told:
            return
        for item, minor, due, printed, normal, offers in json.loads(self._told):
            key = UUID(item)
            self._debts.append(Debt(key, minor, due))
            self._printed.append(printed)
            self._normal.append(normal)
            if offers:
                self._offers[key] = offers
        self._told = ""


def open_accounts(customers: Collection[UUID], *, legal_entity_id: UUID, currency: str) -> dict[UUID, OpenAccount]:
    """What is open with customers and those who were merged into them; who has nothing open is left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            _OPEN_ACCOUNTS,
            {
                "organization": current_organization_id(),
                "entity": legal_entity_id,
                "currency": currency,
                "customers": identifier_array(customers),
            },
        )
        return {customer: OpenAccount(told) for customer, told in cursor.fetchall()}


def _with_offers(debt: Debt, offers: Sequence[tuple[int, int]], day: int) -> Debt:
    earned = max((minor for minor, last_day in offers if last_day >= day), default=0)
    lapsed = max((minor for minor, last_day in offers if last_day < day), default=0)
    return debt._replace(discount=min(earned, abs(debt.open)), lapsed_discount=0 if earned else lapsed)


_OPEN_ACCOUNTS = f"""
    WITH items AS MATERIALIZED (
        SELECT wanted.id AS customer_id, item.*
        FROM unnest(%(customers)s::uuid[]) AS wanted (id)
        JOIN customer own ON own.organization_id = %(organization)s
                         AND (own.id = wanted.id OR own.merged_into_id = wanted.id)
        CROSS JOIN LATERAL (
            SELECT id, side, CASE side WHEN 'debit' THEN open_minor ELSE -open_minor END AS minor, due_date,
                   document_number, normal_number
            FROM open_item
            WHERE organization_id = %(organization)s AND customer_id = own.id AND open_minor > 0
              AND legal_entity_id = %(entity)s AND currency = %(currency)s
              AND kind NOT IN ('external_use', 'refund')
            ORDER BY due_date, id LIMIT {MOST_DEBTS}
        ) AS item
    ), offered AS (
        SELECT offer.item_id, json_agg(json_build_array(offer.amount_minor, offer.last_date - DATE '0001-01-01' + 1))
                   AS offers
        FROM items
        JOIN discount_offer offer ON offer.organization_id = %(organization)s AND offer.item_id = items.id
        WHERE items.side = 'debit' AND NOT EXISTS (
            SELECT FROM discount_taken taken
            WHERE taken.organization_id = %(organization)s AND taken.debit_item_id = offer.item_id)
        GROUP BY offer.item_id
    )
    SELECT customer_id, json_agg(
               json_build_array(items.id, minor, due_date - DATE '0001-01-01' + 1, document_number, normal_number,
                                offered.offers)
               ORDER BY due_date, items.id)::text
    FROM items
    LEFT JOIN offered ON offered.item_id = items.id
    GROUP BY customer_id
"""
"""A row for each customer: of each item its identifier, what is open, the day it falls due and the last day of each
offer as ordinals, and its numbers."""
