"""Under whose name a customer's items are shown: merges considered, and groups."""

from openbill.customers.queries.shown_as import shown_as

SHOWN_CUSTOMERS_NOW = f"""(
    SELECT customer.id AS customer_id, {shown_as("customer")} AS shown_id
    FROM customer WHERE customer.organization_id = %(organization)s
)"""

SHOWN_CUSTOMERS_THEN = """(
    WITH RECURSIVE merge AS (
        SELECT DISTINCT ON (merged_customer_id) merged_customer_id, into_customer_id
        FROM customer_merge
        JOIN command_log ON command_log.organization_id = customer_merge.organization_id
                        AND command_log.id = customer_merge.command_id
        WHERE customer_merge.organization_id = %(organization)s AND command_log.sequence <= %(known_sequence)s
        ORDER BY merged_customer_id, command_log.sequence DESC
    ), shown AS (
        SELECT id AS customer_id, id AS shown_id, 0 AS depth FROM customer
        WHERE customer.organization_id = %(organization)s
        UNION ALL
        SELECT shown.customer_id, merge.into_customer_id, depth + 1
        FROM shown JOIN merge ON merge.merged_customer_id = shown.shown_id
        WHERE depth < 100
    )
    SELECT DISTINCT ON (customer_id) customer_id, shown_id FROM shown ORDER BY customer_id, depth DESC
)"""


MERGED_CUSTOMERS_NOW = """(
    SELECT customer.id AS customer_id, customer.merged_into_id AS shown_id
    FROM customer WHERE customer.organization_id = %(organization)s AND customer.merged_into_id IS NOT NULL
)"""


SHOWN_ID = "CASE WHEN merged.shown_id IS NULL THEN item.customer_id ELSE merged.shown_id END"
"""Whose an `item` is shown to be where `merged` is joined from the left; by CASE for what `shown_as` says."""


def merged_customers(known_sequence: int | None) -> str:
    """A relation (customer_id, shown_id) of just those who are shown under another name; few or none.

    Portfolio reports join it from the left, which costs less than looking every customer up.
    """
    if known_sequence is None:
        return MERGED_CUSTOMERS_NOW
    return f"(SELECT customer_id, shown_id FROM {SHOWN_CUSTOMERS_THEN} AS known WHERE customer_id <> shown_id)"


def shown_customers(known_sequence: int | None) -> str:
    """A relation (customer_id, shown_id); it takes the parameters of `items_as_of`."""
    return SHOWN_CUSTOMERS_NOW if known_sequence is None else SHOWN_CUSTOMERS_THEN


GROUP_ROOTS_NOW = """(
    WITH RECURSIVE member AS (
        SELECT id AS customer_id, parent_id AS root_id FROM customer
        WHERE organization_id = %(organization)s AND parent_id IS NOT NULL
        UNION
        SELECT member.customer_id, parent.parent_id FROM member
        JOIN customer parent ON parent.organization_id = %(organization)s AND parent.id = member.root_id
        WHERE parent.parent_id IS NOT NULL
    )
    SELECT member.customer_id, member.root_id FROM member
    JOIN customer root ON root.organization_id = %(organization)s AND root.id = member.root_id
    WHERE root.parent_id IS NULL
)"""

GROUP_ROOTS_THEN = """(
    WITH RECURSIVE link AS MATERIALIZED (
        SELECT customer_id, parent_id FROM (
            SELECT DISTINCT ON (customer_id) customer_id, parent_id
            FROM parent_change
            WHERE organization_id = %(organization)s AND command_id IN (
                SELECT id FROM command_log WHERE organization_id = %(organization)s AND sequence <= %(known_sequence)s)
            ORDER BY customer_id, revision DESC
        ) AS last
        WHERE parent_id IS NOT NULL
    ), member AS (
        SELECT customer_id, parent_id AS root_id FROM link
        UNION
        SELECT member.customer_id, link.parent_id FROM member JOIN link ON link.customer_id = member.root_id
    )
    SELECT customer_id, root_id FROM member
    WHERE NOT EXISTS (SELECT FROM link WHERE link.customer_id = member.root_id)
)"""


def group_roots(known_sequence: int | None) -> str:
    """A relation (customer_id, root_id) of those who stand under another customer, and the top of their group.

    It takes the parameters of `items_as_of`. Known now it reads the parents themselves; known at a seal the
    last change of each that was known.
    """
    return GROUP_ROOTS_NOW if known_sequence is None else GROUP_ROOTS_THEN
