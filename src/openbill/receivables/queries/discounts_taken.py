"""Which discounts that lessen the tax were taken off debts."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


class DiscountTaken(NamedTuple):
    """In minor units; `tax_minor` is a part of the amount."""

    amount_minor: int
    tax_minor: int


def taxed_discounts_taken(debit_item_ids: Sequence[UUID]) -> dict[UUID, DiscountTaken]:
    """By the debt the discount by which tax was lessened, as it was posted; one that was lost is left out."""
    with connection.cursor() as cursor:
        cursor.execute(_DISCOUNTS, {"organization": current_organization_id(), "debts": list(debit_item_ids)})
        return {debit_item_id: DiscountTaken(amount, tax) for debit_item_id, amount, tax in cursor.fetchall()}


_DISCOUNTS = """
    SELECT taken.debit_item_id, credit.amount_minor, tax.amount_minor::bigint
    FROM discount_taken taken
    JOIN open_item credit
      ON credit.organization_id = taken.organization_id AND credit.id = taken.discount_item_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(line.amount_minor), 0) AS amount_minor
        FROM journal_entry entry
        JOIN journal_line line ON line.organization_id = entry.organization_id AND line.entry_id = entry.id
        JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
        WHERE entry.organization_id = taken.organization_id AND entry.source_id = credit.id
          AND account.role = 'tax_payable'
    ) AS tax
    WHERE taken.organization_id = %(organization)s AND taken.debit_item_id = ANY(%(debts)s)
      AND tax.amount_minor > 0
      AND NOT EXISTS (
          SELECT FROM open_item cancellation
          WHERE cancellation.organization_id = credit.organization_id AND cancellation.counters_id = credit.id
      )
"""
