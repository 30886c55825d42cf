"""What receipts are as their payers wrote, in the advices that are linked to them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.cash_application.policies.place_advice import AdvisedPart, AsAdvised, NamedItem, place_advice
from openbill.cash_application.policies.reason_of_deduction import reason_of_deduction
from openbill.cash_application.queries.reason_codes import codes_of
from openbill.cash_application.queries.receipts import IS_NAMED_BY_PAYERS, ReceiptOfLine
from openbill.customers.queries.shown_as import shown_as
from openbill.disputes.types import DisputeReason
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


def as_advised(lines: Sequence[ReceiptOfLine]) -> dict[UUID, AsAdvised]:
    """By line that of which an advice says all: a fixed number of statements for all of them."""
    parts: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for line_id, *part in _rows(_PARTS, lines):
        parts[line_id].append(tuple(part))
    if not parts:
        return {}
    items: dict[UUID, dict[str, list[NamedItem]]] = defaultdict(lambda: defaultdict(list))
    for line_id, number, *item in _rows(_ITEMS, lines):
        items[line_id][number].append(NamedItem(*item))
    payers = {item.customer_id for named in items.values() for found in named.values() for item in found}
    codes = codes_of(payers)
    found: dict[UUID, AsAdvised] = {}
    for line in lines:
        named = items[line.line_id]
        advised = [_part(row, _agreed(named, codes)) for row in parts.get(line.line_id, ())]
        if advised and (placed := place_advice(line.amount, advised, named)):
            found[line.line_id] = placed
    return found


def _agreed(
    named: Mapping[str, Collection[NamedItem]], codes: Mapping[UUID, Mapping[str, DisputeReason]]
) -> Mapping[str, DisputeReason]:
    """What codes mean of the first customer who is named."""
    return next((codes[item.customer_id] for items in named.values() for item in items), {})


def _part(row: Sequence[Any], agreed: Mapping[str, DisputeReason]) -> AdvisedPart:
    number, amount, discount, deduction, reason, code = row
    return AdvisedPart(number, amount, discount, deduction, reason_of_deduction(code, reason, agreed))


def _rows(statement: str, lines: Sequence[ReceiptOfLine]) -> list[tuple[Any, ...]]:
    wanted = identifier_array(line.line_id for line in lines if line.receipt.amount > 0)
    with connection.cursor() as cursor:
        cursor.execute(statement, {"organization": current_organization_id(), "lines": wanted})
        return list(cursor.fetchall())


_PARTS = """
    SELECT remittance.line_id, normal_number(told.document_number), told.amount_minor,
           coalesce(told.discount_minor, 0), coalesce(told.deduction_minor, 0), told.reason, told.reason_code
    FROM remittance
    JOIN bank_line line ON line.organization_id = remittance.organization_id AND line.id = remittance.line_id
                       AND line.currency = remittance.currency
    JOIN remittance_line told
      ON told.organization_id = remittance.organization_id AND told.remittance_id = remittance.id
    WHERE remittance.organization_id = %(organization)s AND remittance.line_id = ANY(%(lines)s::uuid[])
    ORDER BY remittance.id, told.position
"""

_ITEMS = f"""
    WITH named AS (
        SELECT DISTINCT line.id AS line_id, account.legal_entity_id, line.currency, line.booked_date,
               normal_number(told.document_number) AS number
        FROM remittance
        JOIN bank_line line ON line.organization_id = remittance.organization_id AND line.id = remittance.line_id
        JOIN bank_account account
          ON account.organization_id = line.organization_id AND account.id = line.bank_account_id
        JOIN remittance_line told
          ON told.organization_id = remittance.organization_id AND told.remittance_id = remittance.id
        WHERE remittance.organization_id = %(organization)s AND remittance.line_id = ANY(%(lines)s::uuid[])
          AND told.document_number <> ''
    )
    SELECT named.line_id, named.number, item.id, item.document_number, shown.id, shown.name, item.due_date,
           CASE item.side WHEN 'debit' THEN item.open_minor ELSE -item.open_minor END,
           least(coalesce(offer.minor, 0), item.open_minor), least(item.disputed_minor, item.open_minor)
    FROM named
    JOIN open_item item ON item.organization_id = %(organization)s AND item.normal_number = named.number
                       AND item.legal_entity_id = named.legal_entity_id AND item.currency = named.currency
                       AND item.open_minor > 0 AND {IS_NAMED_BY_PAYERS}
    JOIN customer ON customer.organization_id = %(organization)s AND customer.id = item.customer_id
    JOIN customer shown ON shown.organization_id = %(organization)s AND shown.id = {shown_as("customer")}
    LEFT JOIN LATERAL (
        SELECT max(amount_minor) AS minor FROM discount_offer
        WHERE organization_id = %(organization)s AND item_id = item.id AND last_date >= named.booked_date
          AND NOT EXISTS (
              SELECT FROM discount_taken taken
              WHERE taken.organization_id = %(organization)s AND taken.debit_item_id = item.id)
    ) AS offer ON item.side = 'debit'
    ORDER BY named.line_id, item.due_date, item.id
"""
