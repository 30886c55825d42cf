"""Under whose name a customer's items are shown, merges considered."""

SHOWN_CUSTOMERS_NOW = """(
    SELECT customer.id AS customer_id, coalesce(customer.merged_into_id, customer.id) AS shown_id
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
