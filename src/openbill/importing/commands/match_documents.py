"""Find, for each row of a file, the item of its source that it speaks of."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.foundation.staging import staged

SEPARATOR = "\x1f"
"""Between the parts of a natural key: a character that no row can hold."""
OCCURRENCE = f"{SEPARATOR}#"
"""Between a key and its occurrence, from the second on."""

NEARBY_DAYS = 7
"""So far apart may two systems date one payment."""

_PASSES = (("due_date", "minor"), ("due_date",), ("minor",), ())
"""By what rows and items of one key are told apart, the surest first."""


def match_documents(keyed: str, parameters: Mapping[str, Any], *, is_snapshot: bool) -> None:
    """Fill the temporary table matched_document (line, item_id, external_id, is_other_name) from keyed rows.

    Nearly always a key is one row and at most one item. Where it comes more than once (instalments of one
    number without an instalment number, say), rows and items are paired by due date and amount, then by either,
    then in order: when the first instalment was paid, what is left on the list is still the second. A row for
    which no item is left gets the next occurrence of its key.

    In a snapshot an item of another customer, currency or side is not the one that a row speaks of, and a
    credit may be a payment that came here another way: it is then known under the other system's name too.
    """
    parameters = {**parameters, "occurrence": OCCURRENCE, "nearby_days": NEARBY_DAYS}
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.matched_document")
        with staged("contested_keys", _contested(keyed, is_snapshot), parameters) as contested:
            cursor.execute(_uncontested(keyed, contested), parameters)
            with staged("contested_items", _items(contested, is_snapshot), parameters) as items:
                cursor.execute(f"SELECT EXISTS (SELECT FROM {contested})")
                if cursor.fetchone() == (True,):
                    for told_apart_by in _PASSES:
                        cursor.execute(_pair(keyed, contested, items, told_apart_by, is_snapshot), parameters)
                    cursor.execute(_next_occurrences(keyed, contested, items), parameters)
        if is_snapshot:
            for passage in (_NUMBERS, _AMOUNTS):
                cursor.execute(_name_payments(keyed, passage), parameters)
        cursor.execute("CREATE INDEX ON matched_document (line)")
        cursor.execute("ANALYZE matched_document")


_FITS = "item.side = d.side AND item.currency = d.currency AND item.shown_id IS NOT DISTINCT FROM d.customer_id"

_SHOWN_ITEM = """(
    SELECT item.*, coalesce(owner.merged_into_id, owner.id) AS shown_id
    FROM open_item item
    JOIN customer owner ON owner.organization_id = item.organization_id AND owner.id = item.customer_id
    WHERE item.organization_id = %(organization)s
)"""


def _contested(keyed: str, is_snapshot: bool) -> str:
    """The keys of more than one row or item; in a snapshot also those whose item does not fit the row."""
    keys = f"""
        SELECT key FROM {keyed} WHERE NOT is_repeated GROUP BY key HAVING count(*) > 1
        UNION
        SELECT split_part(external_id, %(occurrence)s, 1) FROM open_item
        WHERE organization_id = %(organization)s AND source = %(source)s AND strpos(external_id, %(occurrence)s) > 0
    """
    if not is_snapshot:
        return keys
    return f"""
        {keys}
        UNION
        SELECT split_part(external_id, %(occurrence)s, 1) FROM external_name
        WHERE organization_id = %(organization)s AND source = %(source)s
        UNION
        SELECT d.key FROM {keyed} AS d
        JOIN {_SHOWN_ITEM} AS item ON item.source = %(source)s AND item.external_id = d.key
        WHERE NOT ({_FITS})
    """


def _uncontested(keyed: str, contested: str) -> str:
    return f"""
        CREATE TEMPORARY TABLE matched_document ON COMMIT DROP AS
        SELECT d.line, item.id AS item_id, d.key AS external_id, false AS is_other_name
        FROM {keyed} AS d
        LEFT JOIN open_item item ON item.organization_id = %(organization)s AND item.source = %(source)s
                                AND item.external_id = d.key
        WHERE NOT d.is_repeated AND d.key NOT IN (SELECT key FROM {contested})
    """


def _items(contested: str, is_snapshot: bool) -> str:
    """The items of contested keys: what a list states of them, and which occurrence they are."""
    named = f"""
        SELECT item.id AS item_id, item.external_id AS name FROM open_item item
        WHERE item.organization_id = %(organization)s AND item.source = %(source)s
          AND split_part(item.external_id, %(occurrence)s, 1) IN (SELECT key FROM {contested})
    """
    if is_snapshot:
        named += f"""
        UNION ALL
        SELECT item_id, external_id FROM external_name
        WHERE organization_id = %(organization)s AND source = %(source)s
          AND split_part(external_id, %(occurrence)s, 1) IN (SELECT key FROM {contested})
        """
    due, minor = ("due_date", "open_minor") if is_snapshot else ("original_due_date", "amount_minor")
    return f"""
        SELECT item.id AS item_id, named.name AS external_id, split_part(named.name, %(occurrence)s, 1) AS key,
               coalesce(nullif(split_part(named.name, %(occurrence)s, 2), '')::int, 1) AS occurrence,
               item.side, item.currency, item.shown_id AS customer_id, item.{due} AS due_date,
               item.{minor} AS minor, item.open_minor
        FROM ({named}) AS named JOIN {_SHOWN_ITEM} AS item ON item.id = named.item_id
    """


def _pair(keyed: str, contested: str, items: str, told_apart_by: tuple[str, ...], is_snapshot: bool) -> str:
    """Pair rows and items that are still alone, each with the next one of the same kind."""
    alike = ("key", *told_apart_by, *(("side", "currency", "customer_id") if is_snapshot else ()))
    columns = ", ".join(alike)
    return f"""
        INSERT INTO matched_document (line, item_id, external_id, is_other_name)
        SELECT d.line, item.item_id, item.external_id, false
        FROM (
            SELECT *, row_number() OVER (PARTITION BY {columns} ORDER BY due_date, line) AS position
            FROM (SELECT *, coalesce(open_minor, amount_minor) AS minor FROM {keyed}) AS d
            WHERE NOT is_repeated AND key IN (SELECT key FROM {contested})
              AND line NOT IN (SELECT line FROM matched_document)
        ) AS d
        JOIN (
            SELECT *, row_number() OVER (
                PARTITION BY {columns} ORDER BY open_minor = 0, due_date, occurrence) AS position
            FROM {items} AS item
            WHERE item_id NOT IN (SELECT item_id FROM matched_document WHERE item_id IS NOT NULL)
        ) AS item USING ({columns}, position)
    """


def _next_occurrences(keyed: str, contested: str, items: str) -> str:
    return f"""
        INSERT INTO matched_document (line, item_id, external_id, is_other_name)
        SELECT line, NULL, key || CASE WHEN occurrence > 1 THEN %(occurrence)s || occurrence ELSE '' END, false
        FROM (
            SELECT d.line, d.key, coalesce(known.occurrence, 0)
                   + row_number() OVER (PARTITION BY d.key ORDER BY d.due_date, d.line) AS occurrence
            FROM {keyed} AS d
            LEFT JOIN (SELECT key, max(occurrence) AS occurrence FROM {items} GROUP BY key) AS known USING (key)
            WHERE NOT d.is_repeated AND d.key IN (SELECT key FROM {contested})
              AND d.line NOT IN (SELECT line FROM matched_document)
        ) AS rest
    """


_NUMBERS = ("document_number", "item.document_number", "true")
_AMOUNTS = ("minor", "item.open_minor", "abs(item.document_date - d.document_date) <= %(nearby_days)s")
"""How a payment is known: the column of a row, that of the payment, and what must hold besides."""


def _name_payments(keyed: str, passage: tuple[str, str, str]) -> str:
    """Recognise payments that came here another way in the credits of the list: by number, or amount and day."""
    told_by, of_payment, besides = passage
    alike = f"legal_entity_id, customer_id, currency, {told_by}"
    return f"""
        UPDATE matched_document SET item_id = item.item_id, is_other_name = true
        FROM (
            SELECT *, row_number() OVER (PARTITION BY {alike} ORDER BY document_date, line) AS position
            FROM (SELECT *, coalesce(open_minor, amount_minor) AS minor FROM {keyed}) AS d
            WHERE side = 'credit' AND {told_by} IS NOT NULL
              AND line IN (SELECT line FROM matched_document WHERE item_id IS NULL)
        ) AS d
        JOIN (
            SELECT item.id AS item_id, item.legal_entity_id, item.shown_id AS customer_id, item.currency,
                   {of_payment} AS {told_by}, item.document_date,
                   row_number() OVER (PARTITION BY item.legal_entity_id, item.shown_id, item.currency, {of_payment}
                                      ORDER BY item.document_date, item.id) AS position
            FROM {_SHOWN_ITEM} AS item
            WHERE {unnamed_payment("item")}
              AND item.id NOT IN (SELECT item_id FROM matched_document WHERE item_id IS NOT NULL)
        ) AS item USING ({alike}, position)
        WHERE matched_document.line = d.line AND {besides}
    """


def unnamed_payment(item: str) -> str:
    """The condition of a payment with something open that the other system has not named yet.

    It was recorded here, or came as a payment; what another list of open items brought belongs to that list.
    """
    return f"""({item}.kind = 'payment' AND {item}.open_minor > 0
        AND ({item}.external_id IS NULL OR {item}.external_id LIKE 'payment%%')
        AND NOT EXISTS (SELECT FROM external_name name WHERE name.organization_id = {item}.organization_id
                          AND name.source = %(source)s AND name.item_id = {item}.id))"""
