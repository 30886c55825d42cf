"""Proof that the books are right, whoever wrote to the tables: the ledger's part of `openbill verify`."""

from collections.abc import Iterator

from openbill.foundation.finding import Finding
from openbill.foundation.prove import prove

INVARIANTS: dict[str, str] = {
    "entries_balance": """
        SELECT format('The lines of the entry add up to %%s minor units in %%s, not to zero.',
                      sum(amount_minor), currency),
               format('journal entry %%s', entry_id)
        FROM journal_line WHERE organization_id = %(organization)s
        GROUP BY entry_id, currency HAVING sum(amount_minor) <> 0
    """,
    "entries_balance_in_the_functional_currency": """
        SELECT format('The lines of the entry add up to %%s functional minor units, not to zero.',
                      sum(functional_minor)),
               format('journal entry %%s', entry_id)
        FROM journal_line WHERE organization_id = %(organization)s
        GROUP BY entry_id HAVING sum(functional_minor) <> 0
    """,
    "entries_have_two_lines": """
        SELECT format('The entry has %%s lines; at least two are needed.', count(line.entry_id)),
               format('journal entry %%s', entry.id)
        FROM journal_entry entry
        LEFT JOIN journal_line line
          ON line.organization_id = entry.organization_id AND line.entry_id = entry.id
        WHERE entry.organization_id = %(organization)s
        GROUP BY entry.id HAVING count(line.entry_id) < 2
    """,
    "lines_belong_to_an_entry": """
        SELECT format('%%s lines belong to an entry that does not exist.', count(*)),
               format('journal entry %%s', line.entry_id)
        FROM journal_line line
        LEFT JOIN journal_entry entry
          ON entry.organization_id = line.organization_id AND entry.id = line.entry_id
        WHERE line.organization_id = %(organization)s AND entry.id IS NULL
        GROUP BY line.entry_id
    """,
    "lines_have_an_account": """
        SELECT format('Line %%s stands on account %%s, which is not in the chart.', line.number,
                      line.account_id),
               format('journal entry %%s', line.entry_id)
        FROM journal_line line
        LEFT JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
        WHERE line.organization_id = %(organization)s AND account.id IS NULL
    """,
    "entries_are_in_a_period": """
        SELECT format('%%s entries are posted in %%s, a month without a period.', sum(months.entries),
                      to_char(months.start_date, 'YYYY-MM')),
               format('legal entity %%s', entity.code)
        FROM (SELECT legal_entity_id, count(*) AS entries,
                     (posting_date - (extract(day FROM posting_date)::int - 1)) AS start_date
              FROM journal_entry WHERE organization_id = %(organization)s GROUP BY 1, 3) AS months
        JOIN legal_entity entity
          ON entity.organization_id = %(organization)s AND entity.id = months.legal_entity_id
        WHERE NOT EXISTS (
            SELECT FROM period
            WHERE period.organization_id = %(organization)s
              AND period.legal_entity_id = months.legal_entity_id AND period.start_date = months.start_date)
        GROUP BY entity.code, months.start_date
    """,
    "periods_are_closed_in_order": """
        SELECT format('%%s is open, although %%s is closed.', to_char(period.start_date, 'YYYY-MM'),
                      to_char(closed.through_date, 'YYYY-MM')),
               format('legal entity %%s', entity.code)
        FROM period
        JOIN (SELECT legal_entity_id, max(start_date) AS through_date FROM period
              WHERE organization_id = %(organization)s AND state = 'closed' GROUP BY 1) AS closed
          USING (legal_entity_id)
        JOIN legal_entity entity
          ON entity.organization_id = %(organization)s AND entity.id = period.legal_entity_id
        WHERE period.organization_id = %(organization)s AND period.state = 'open'
          AND period.start_date < closed.through_date
    """,
    "reversals_mirror_their_entry": """
        WITH reversal AS MATERIALIZED (
            SELECT reversal.id, reversal.reverses_id,
                   entry.id IS NULL OR entry.legal_entity_id <> reversal.legal_entity_id
                   OR entry.posting_date > reversal.posting_date AS is_misplaced
            FROM journal_entry reversal
            LEFT JOIN journal_entry entry
              ON entry.organization_id = reversal.organization_id AND entry.id = reversal.reverses_id
            WHERE reversal.organization_id = %(organization)s AND reversal.reverses_id IS NOT NULL
        ),
        both_sides AS (
            SELECT reversal.id, line.account_id, line.customer_id, line.currency, line.amount_minor,
                   line.functional_minor, 1 AS times
            FROM reversal
            JOIN journal_line line ON line.organization_id = %(organization)s AND line.entry_id = reversal.id
            UNION ALL
            SELECT reversal.id, line.account_id, line.customer_id, line.currency, -line.amount_minor,
                   -line.functional_minor, -1
            FROM reversal
            JOIN journal_line line
              ON line.organization_id = %(organization)s AND line.entry_id = reversal.reverses_id
        )
        SELECT 'The reversal is not the exact mirror of the entry that it reverses.',
               format('journal entry %%s', wrong.id)
        FROM (
            SELECT id FROM reversal WHERE is_misplaced
            UNION
            SELECT id FROM both_sides
            GROUP BY id, account_id, customer_id, currency, amount_minor, functional_minor
            HAVING sum(times) <> 0
        ) AS wrong
    """,
    "entries_are_reversed_once": """
        SELECT format('The entry is reversed %%s times.', count(*)), format('journal entry %%s', reverses_id)
        FROM journal_entry WHERE organization_id = %(organization)s AND reverses_id IS NOT NULL
        GROUP BY reverses_id HAVING count(*) > 1
    """,
    "entries_are_exported_once": """
        SELECT format('The entry was handed over %%s times.', count(*)), format('journal entry %%s', entry_id)
        FROM gl_exported_entry WHERE organization_id = %(organization)s
        GROUP BY entry_id HAVING count(*) > 1
    """,
    "batches_hold_their_entries": """
        SELECT format('The batch says %%s entries and holds %%s, of which %%s belong into it.',
                      batch.entry_count, count(exported.entry_id),
                      count(entry.id) FILTER (WHERE entry.legal_entity_id = batch.legal_entity_id
                                              AND entry.posting_date <= batch.through_date)),
               format('batch GL-%%s of legal entity %%s', lpad(batch.number::text, 6, '0'), entity.code)
        FROM gl_export_batch batch
        JOIN legal_entity entity
          ON entity.organization_id = batch.organization_id AND entity.id = batch.legal_entity_id
        LEFT JOIN gl_exported_entry exported
          ON exported.organization_id = batch.organization_id AND exported.batch_id = batch.id
        LEFT JOIN journal_entry entry
          ON entry.organization_id = exported.organization_id AND entry.id = exported.entry_id
        WHERE batch.organization_id = %(organization)s
        GROUP BY batch.id, batch.number, batch.entry_count, entity.code
        HAVING count(exported.entry_id) <> batch.entry_count
            OR count(entry.id) FILTER (WHERE entry.legal_entity_id = batch.legal_entity_id
                                       AND entry.posting_date <= batch.through_date) <> batch.entry_count
    """,
    "batch_numbers_are_gap_free": """
        SELECT format('The batch has number %%s where %%s is next.', numbered.number, numbered.expected),
               format('legal entity %%s', entity.code)
        FROM (SELECT legal_entity_id, number,
                     1 + coalesce(lag(number) OVER (PARTITION BY legal_entity_id ORDER BY number), 0)
                         AS expected
              FROM gl_export_batch WHERE organization_id = %(organization)s) AS numbered
        JOIN legal_entity entity
          ON entity.organization_id = %(organization)s AND entity.id = numbered.legal_entity_id
        WHERE numbered.number <> numbered.expected
    """,
    "batch_counter_fits": """
        SELECT format('The counter of series GL gives %%s next; the last batch has number %%s.',
                      coalesce(series.next_number, 1), coalesce(used.last_number, 0)),
               format('legal entity %%s', entity.code)
        FROM legal_entity entity
        LEFT JOIN (SELECT legal_entity_id, next_number FROM number_series
                   WHERE organization_id = %(organization)s AND series = 'GL') AS series
          ON series.legal_entity_id = entity.id
        LEFT JOIN (SELECT legal_entity_id, max(number) AS last_number FROM gl_export_batch
                   WHERE organization_id = %(organization)s GROUP BY 1) AS used
          ON used.legal_entity_id = entity.id
        WHERE entity.organization_id = %(organization)s
          AND coalesce(series.next_number, 1) <> coalesce(used.last_number, 0) + 1
    """,
    "movements_are_those_of_the_lines": """
        SELECT format('Movements of %%s differ from the lines on %%s by %%s, %%s, %%s and %%s minor units.', currency,
                      posting_date, sum(debit), sum(credit), sum(functional_debit), sum(functional_credit)),
               format('account %%s of legal entity %%s', account_id, legal_entity_id)
        FROM (
            SELECT legal_entity_id, account_id, currency, posting_date, debit_minor AS debit, credit_minor AS credit,
                   functional_debit_minor AS functional_debit, functional_credit_minor AS functional_credit
            FROM account_movement WHERE organization_id = %(organization)s
            UNION ALL
            SELECT entry.legal_entity_id, line.account_id, line.currency, entry.posting_date,
                   -greatest(line.amount_minor, 0), -greatest(-line.amount_minor, 0),
                   -greatest(line.functional_minor, 0), -greatest(-line.functional_minor, 0)
            FROM journal_line line
            JOIN journal_entry entry
              ON entry.organization_id = line.organization_id AND entry.id = line.entry_id
            WHERE line.organization_id = %(organization)s
        ) AS moved
        GROUP BY legal_entity_id, account_id, currency, posting_date
        HAVING (sum(debit), sum(credit), sum(functional_debit), sum(functional_credit)) <> (0, 0, 0, 0)
    """,
}
"""Each invariant as a statement that finds (what, where) it does not hold."""


def check_ledger() -> Iterator[Finding]:
    """Every place at which the books of the organization in force are wrong; nothing where they are right.

    The figures are read anew from the tables, never from a cache.
    """
    return prove(INVARIANTS)
