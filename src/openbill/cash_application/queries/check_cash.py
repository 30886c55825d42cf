"""Proof that the books hold what the banks told: cash application's part of `openbill verify`."""

from collections.abc import Iterator

from openbill.foundation.finding import Finding
from openbill.foundation.prove import prove

INVARIANTS: dict[str, str] = {
    "what_banks_told_is_in_the_books": """
        SELECT format('The lines of the statement come to %%s minor units, and the books have %%s of it.',
                      told.amount_minor, coalesce(booked.amount_minor, 0)),
               format('statement %%s of the account %%s', told.number, told.name)
        FROM (
            SELECT statement.id, statement.number, account.name,
                   coalesce(sum(line.amount_minor), 0)::bigint AS amount_minor
            FROM bank_statement statement
            JOIN bank_account account
              ON account.organization_id = statement.organization_id AND account.id = statement.bank_account_id
            JOIN legal_entity entity ON entity.organization_id = account.organization_id
                                    AND entity.id = account.legal_entity_id AND entity.books <> 'mirror'
            LEFT JOIN bank_line line
              ON line.organization_id = statement.organization_id AND line.statement_id = statement.id
            WHERE statement.organization_id = %(organization)s AND statement.kind <> 'notice'
            GROUP BY statement.id, statement.number, account.name
        ) AS told
        LEFT JOIN (
            SELECT entry.source_id, sum(line.amount_minor)::bigint AS amount_minor
            FROM journal_entry entry
            JOIN journal_line line ON line.organization_id = entry.organization_id AND line.entry_id = entry.id
            JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
                        AND account.role = 'bank'
            WHERE entry.organization_id = %(organization)s AND entry.kind = 'bank_statement'
            GROUP BY entry.source_id
        ) AS booked ON booked.source_id = told.id
        WHERE told.amount_minor <> coalesce(booked.amount_minor, 0)
    """,
    "unidentified_money_is_that_of_open_lines": """
        SELECT format('The account of unidentified money has %%s minor units too much in %%s: the lines that nobody has'
                      ' decided about, and what was returned of others, come to something else.',
                      sum(part.amount_minor), part.currency),
               format('legal entity %%s', entity.code)
        FROM (
            SELECT entry.legal_entity_id, line.currency, -line.amount_minor AS amount_minor
            FROM journal_line line
            JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
                        AND account.role = 'unidentified_cash'
            JOIN journal_entry entry ON entry.organization_id = line.organization_id AND entry.id = line.entry_id
            WHERE line.organization_id = %(organization)s
              AND entry.kind <> 'manual'
            UNION ALL
            SELECT account.legal_entity_id, to_do.currency, -to_do.amount_minor
            FROM line_to_do to_do
            JOIN bank_account account
              ON account.organization_id = to_do.organization_id AND account.id = to_do.bank_account_id
            WHERE to_do.organization_id = %(organization)s
            UNION ALL
            SELECT item.legal_entity_id, item.currency, -item.amount_minor
            FROM payment
            JOIN open_item item ON item.organization_id = payment.organization_id AND item.id = payment.item_id
            WHERE payment.organization_id = %(organization)s AND payment.state = 'returned'
              AND payment.account = 'unidentified_cash'
              AND NOT EXISTS (
                  SELECT FROM line_clearing cleared
                  WHERE cleared.organization_id = payment.organization_id AND cleared.source_kind = 'return'
                    AND cleared.source_id = payment.id AND NOT cleared.is_undone)
        ) AS part
        JOIN legal_entity entity ON entity.organization_id = %(organization)s AND entity.id = part.legal_entity_id
                                AND entity.books <> 'mirror'
        GROUP BY entity.code, part.currency HAVING sum(part.amount_minor) <> 0
    """,
}
"""Each invariant as a statement that finds (what, where) it does not hold.

Entries by hand, which people make to correct the account, are left out of it.
"""


def check_cash() -> Iterator[Finding]:
    """Every statement that is not in the books as it was told, and every other figure than that of the open lines."""
    return prove(INVARIANTS)
