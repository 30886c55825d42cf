"""The invariants of receivables, each derived anew from the rows: part of `openbill verify`."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from openbill.foundation.finding import Finding

CHECKS: dict[str, str] = {
    "the open amount of an item is its amount less its allocations": """
        SELECT 'open item ' || item.id, 'open ' || item.open_minor || ', derived '
               || item.amount_minor - coalesce(used.amount, 0)
        FROM open_item item LEFT JOIN {used} AS used ON used.item_id = item.id
        WHERE item.organization_id = %(organization)s
          AND item.open_minor <> item.amount_minor - coalesce(used.amount, 0)
    """,
    "the open functional amount of an item is its value less its allocations": """
        SELECT 'open item ' || item.id, 'open ' || item.open_functional_minor || ', derived '
               || item.functional_minor - coalesce(used.functional, 0)
        FROM open_item item LEFT JOIN {used} AS used ON used.item_id = item.id
        WHERE item.organization_id = %(organization)s
          AND item.open_functional_minor <> item.functional_minor - coalesce(used.functional, 0)
    """,
    "the last allocation and undoing dates of an item are those of its allocations": """
        SELECT 'open item ' || item.id, 'last allocation ' || coalesce(item.last_allocation_date::text, 'never')
        FROM open_item item LEFT JOIN {used} AS used ON used.item_id = item.id
        WHERE item.organization_id = %(organization)s
          AND (item.last_allocation_date IS DISTINCT FROM used.last_date
               OR item.last_undoing_date IS DISTINCT FROM used.shadow_end)
    """,
    "nothing is over-allocated on any day": """
        SELECT 'open item ' || item_id,
               'on ' || effective_date || ' ' || running || ' of ' || amount_minor || ' is used'
        FROM (
            SELECT uses.item_id, uses.effective_date, item.amount_minor,
                   sum(uses.amount) OVER (PARTITION BY uses.item_id ORDER BY uses.effective_date) AS running
            FROM (SELECT item_id, effective_date, sum(amount_minor) AS amount FROM {uses} AS each
                  GROUP BY item_id, effective_date) AS uses
            JOIN open_item item ON item.organization_id = %(organization)s AND item.id = uses.item_id
        ) AS history WHERE running < 0 OR running > amount_minor
    """,
    "an allocation joins a debit and a credit of one entity and currency, not before either": """
        SELECT 'allocation ' || use.id, 'effective ' || use.effective_date
        FROM allocation use
        JOIN open_item debit ON debit.organization_id = use.organization_id AND debit.id = use.debit_item_id
        JOIN open_item credit ON credit.organization_id = use.organization_id AND credit.id = use.credit_item_id
        WHERE use.organization_id = %(organization)s
          AND (debit.side <> 'debit' OR credit.side <> 'credit' OR use.currency <> debit.currency
               OR use.currency <> credit.currency OR use.legal_entity_id <> debit.legal_entity_id
               OR use.legal_entity_id <> credit.legal_entity_id
               OR use.effective_date < debit.posting_date OR use.effective_date < credit.posting_date)
    """,
    "an undoing mirrors what it undoes": """
        SELECT 'allocation ' || undoing.id, 'undoes ' || undone.id
        FROM allocation undoing
        JOIN allocation undone ON undone.organization_id = undoing.organization_id AND undone.id = undoing.undoes_id
        WHERE undoing.organization_id = %(organization)s
          AND (undoing.amount_minor <> -undone.amount_minor OR undone.undoes_id IS NOT NULL
               OR undoing.debit_item_id <> undone.debit_item_id OR undoing.credit_item_id <> undone.credit_item_id
               OR undoing.debit_functional_minor <> -undone.debit_functional_minor
               OR undoing.credit_functional_minor <> -undone.credit_functional_minor
               OR undoing.effective_date < undone.effective_date)
    """,
    "the due date of an item is that of its last change": """
        SELECT 'open item ' || item.id, 'due ' || item.due_date
        FROM open_item item
        LEFT JOIN LATERAL (
            SELECT due_date, effective_date FROM due_date_change change
            WHERE change.organization_id = item.organization_id AND change.item_id = item.id
            ORDER BY effective_date DESC, id DESC LIMIT 1) AS last ON true
        WHERE item.organization_id = %(organization)s
          AND (item.due_date <> coalesce(last.due_date, item.original_due_date)
               OR item.due_date_changed_on IS DISTINCT FROM last.effective_date)
    """,
    "every item has its entry, on its control account, over its amount": """
        SELECT 'open item ' || item.id, item.kind || ' over ' || item.amount_minor || ' ' || item.currency
        FROM open_item item
        LEFT JOIN journal_entry entry ON entry.organization_id = item.organization_id AND entry.id = item.id
        LEFT JOIN journal_line line ON line.organization_id = item.organization_id AND line.entry_id = item.id
                                   AND line.number = 1
        LEFT JOIN account ON account.organization_id = item.organization_id AND account.id = line.account_id
        WHERE item.organization_id = %(organization)s
          AND (entry.posting_date IS DISTINCT FROM item.posting_date OR account.role IS DISTINCT FROM item.control
               OR line.customer_id IS DISTINCT FROM item.customer_id OR line.currency IS DISTINCT FROM item.currency
               OR line.amount_minor IS DISTINCT FROM
                  CASE item.side WHEN 'debit' THEN item.amount_minor ELSE -item.amount_minor END)
    """,
    "items are the control accounts, per entity, customer, account and currency, on every day": """
        SELECT 'customer ' || customer_id || ', account ' || control || ', ' || currency,
               'on ' || day || ' items and books differ by ' || running
        FROM (
            SELECT legal_entity_id, customer_id, control, currency, day,
                   sum(amount) OVER (PARTITION BY legal_entity_id, customer_id, control, currency ORDER BY day)
                       AS running
            FROM (
                SELECT legal_entity_id, customer_id, control, currency, day, sum(amount) AS amount
                FROM {moves} AS each GROUP BY 1, 2, 3, 4, 5
            ) AS days
        ) AS history WHERE running <> 0
    """,
    "items are worth what the control accounts carry": """
        SELECT 'customer ' || customer_id || ', account ' || control, 'items and books differ by ' || sum(functional)
        FROM {moves} AS each GROUP BY legal_entity_id, customer_id, control HAVING sum(functional) <> 0
    """,
    "an allocation has a value where its items have": """
        SELECT 'allocation ' || use.id, CASE WHEN use.is_valued THEN 'has' ELSE 'lacks' END || ' a value; its debit '
               || CASE WHEN debit.is_valued THEN 'has' ELSE 'lacks' END || ' one, its credit '
               || CASE WHEN credit.is_valued THEN 'has' ELSE 'lacks' END || ' one'
        FROM allocation use
        JOIN open_item debit ON debit.organization_id = use.organization_id AND debit.id = use.debit_item_id
        JOIN open_item credit ON credit.organization_id = use.organization_id AND credit.id = use.credit_item_id
        WHERE use.organization_id = %(organization)s
          AND (use.is_valued <> debit.is_valued OR use.is_valued <> credit.is_valued)
    """,
    "nothing is carried for what is settled": """
        SELECT 'open item ' || id, 'settled, and carried at ' || open_functional_minor
        FROM open_item WHERE organization_id = %(organization)s AND open_minor = 0 AND open_functional_minor <> 0
    """,
    "a customer stands under the parent of its last change": """
        SELECT 'customer ' || customer.number, 'under ' || coalesce(customer.parent_id::text, 'nobody')
               || ', last put under ' || coalesce(last.parent_id::text, 'nobody')
        FROM customer
        LEFT JOIN (
            SELECT DISTINCT ON (customer_id) customer_id, parent_id FROM parent_change
            WHERE organization_id = %(organization)s ORDER BY customer_id, revision DESC
        ) AS last ON last.customer_id = customer.id
        WHERE customer.organization_id = %(organization)s AND customer.parent_id IS DISTINCT FROM last.parent_id
    """,
    "every row of the books belongs to a command of the log": """
        SELECT kind || ' ' || id, 'command ' || command_id FROM (
            SELECT 'open item' AS kind, id, command_id FROM open_item WHERE organization_id = %(organization)s
            UNION ALL SELECT 'allocation', id, command_id FROM allocation WHERE organization_id = %(organization)s
            UNION ALL SELECT 'journal entry', id, command_id FROM journal_entry WHERE organization_id = %(organization)s
            UNION ALL SELECT 'due date change', id, command_id FROM due_date_change
                      WHERE organization_id = %(organization)s
            UNION ALL SELECT 'exchange rate', id, command_id FROM exchange_rate WHERE organization_id = %(organization)s
            UNION ALL SELECT 'change of parent', id, command_id FROM parent_change
                      WHERE organization_id = %(organization)s
        ) AS written
        WHERE NOT EXISTS (SELECT FROM command_log WHERE command_log.organization_id = %(organization)s
                            AND command_log.id = written.command_id)
    """,
}

_USES = """(
    SELECT debit_item_id AS item_id, amount_minor, debit_functional_minor AS functional_minor, effective_date,
           (SELECT CASE WHEN undone.effective_date < allocation.effective_date THEN allocation.effective_date END
            FROM allocation undone WHERE undone.organization_id = allocation.organization_id
                                     AND undone.id = allocation.undoes_id) AS shadow_end
    FROM allocation WHERE organization_id = %(organization)s
    UNION ALL
    SELECT credit_item_id, amount_minor, credit_functional_minor, effective_date,
           (SELECT CASE WHEN undone.effective_date < allocation.effective_date THEN allocation.effective_date END
            FROM allocation undone WHERE undone.organization_id = allocation.organization_id
                                     AND undone.id = allocation.undoes_id)
    FROM allocation WHERE organization_id = %(organization)s
)"""

_USED = f"""(
    SELECT item_id, sum(amount_minor) AS amount, sum(functional_minor) AS functional,
           max(effective_date) AS last_date, max(shadow_end) AS shadow_end
    FROM {_USES} AS uses GROUP BY item_id
)"""

# What moves the items' side, less what moves the accounts' side: zero on every day.
_MOVES = """(
    SELECT legal_entity_id, customer_id, control, currency, posting_date AS day,
           CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END AS amount,
           CASE side WHEN 'debit' THEN functional_minor ELSE -functional_minor END AS functional
    FROM open_item WHERE organization_id = %(organization)s
    UNION ALL
    SELECT use.legal_entity_id, debit.customer_id, debit.control, use.currency, use.effective_date,
           -use.amount_minor, -use.debit_functional_minor
    FROM allocation use
    JOIN open_item debit ON debit.organization_id = use.organization_id AND debit.id = use.debit_item_id
    WHERE use.organization_id = %(organization)s
    UNION ALL
    SELECT use.legal_entity_id, credit.customer_id, credit.control, use.currency, use.effective_date,
           use.amount_minor, use.credit_functional_minor
    FROM allocation use
    JOIN open_item credit ON credit.organization_id = use.organization_id AND credit.id = use.credit_item_id
    WHERE use.organization_id = %(organization)s
    UNION ALL
    SELECT entry.legal_entity_id, line.customer_id, account.role, line.currency, entry.posting_date,
           -line.amount_minor, -line.functional_minor
    FROM journal_line line
    JOIN journal_entry entry ON entry.organization_id = line.organization_id AND entry.id = line.entry_id
    JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
    WHERE line.organization_id = %(organization)s AND account.role IN ('receivable', 'unapplied', 'deposits')
)"""

FINDINGS_PER_CHECK = 100


def check_receivables(organization_id: UUID) -> Iterator[Finding]:
    """Every place at which an invariant does not hold; at most a hundred for each."""
    with connection.cursor() as cursor:
        for invariant, statement in CHECKS.items():
            cursor.execute(
                statement.format(uses=_USES, used=_USED, moves=_MOVES) + f" LIMIT {FINDINGS_PER_CHECK}",
                {"organization": organization_id},
            )
            for where, what in cursor.fetchall():
                yield Finding(invariant=invariant, what=what, where=where)
