"""The trial balance: what stands on every account, as of a day."""

from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.ledger.queries.books import books_of
from openbill.ledger.queries.known_at import known_at
from openbill.ledger.types import AccountKind, TrialBalance, TrialBalanceRow


def trial_balance(legal_entity_id: UUID, as_of: date, *, known_at_sequence: int | None = None) -> TrialBalance:
    """Debits, credits and balance per account and currency through the end of a day, by code and currency.

    With `known_at_sequence`, as it was known when the command log had that number sealed. Raises
    LegalEntityUnknown.
    """
    books = books_of(legal_entity_id)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT account.id, account.code, account.name, account.kind, account.role, moved.currency,
                   moved.debit, moved.credit, moved.debit - moved.credit,
                   moved.functional_debit, moved.functional_credit,
                   moved.functional_debit - moved.functional_credit
            FROM (
                {_MOVED_NOW if known_at_sequence is None else _MOVED_THEN}
            ) AS moved
            JOIN account ON account.organization_id = %(organization)s AND account.id = moved.account_id
            ORDER BY account.code, moved.currency
            """,
            {
                "organization": current_organization_id(),
                "legal_entity": legal_entity_id,
                "as_of": as_of,
                "known_at": known_at_sequence,
            },
        )
        rows = tuple(
            TrialBalanceRow(account_id, code, name, AccountKind(kind), *figures)
            for account_id, code, name, kind, *figures in cursor.fetchall()
        )
    return TrialBalance(legal_entity_id, as_of, books.currency, rows)


_MOVED_NOW = """
    SELECT account_id, currency, sum(debit_minor)::bigint AS debit, sum(credit_minor)::bigint AS credit,
           sum(functional_debit_minor)::bigint AS functional_debit,
           sum(functional_credit_minor)::bigint AS functional_credit
    FROM account_movement
    WHERE organization_id = %(organization)s AND legal_entity_id = %(legal_entity)s AND posting_date <= %(as_of)s
    GROUP BY account_id, currency
"""

# What was known at a seal is told by the entries themselves.
_MOVED_THEN = f"""
    SELECT line.account_id, line.currency,
           sum_minor(greatest(line.amount_minor, 0)) AS debit,
           sum_minor(greatest(-line.amount_minor, 0)) AS credit,
           sum_minor(greatest(line.functional_minor, 0)) AS functional_debit,
           sum_minor(greatest(-line.functional_minor, 0)) AS functional_credit
    FROM journal_entry entry
    JOIN journal_line line ON line.organization_id = entry.organization_id AND line.entry_id = entry.id
    WHERE entry.organization_id = %(organization)s AND entry.legal_entity_id = %(legal_entity)s
      AND entry.posting_date <= %(as_of)s AND {known_at("entry", 0)}
    GROUP BY line.account_id, line.currency
"""
