"""What open promises still cover of debts."""

LARGEST_FIGURE = 2**63 - 1
"""The database holds no larger one; whatever is more settles and covers no more either."""


def promised_parts(of_items: str = "") -> str:
    """The relation (item_id, promised_minor) of debts that an open promise covers, as SQL.

    What is still to come of a promise covers its debts from the oldest on, each as far as it was promised and is
    open; of several promises together no more than LARGEST_FIGURE. `of_items` is a statement for item identifiers:
    only promises of these are looked at, with all their debts.
    """
    only = (
        f"AND promise.id IN (SELECT promise_id FROM promised_item"
        f" WHERE organization_id = %(organization)s AND item_id IN ({of_items}))"
        if of_items
        else ""
    )
    return f"""(
        SELECT item_id, least(sum(least(part_minor, greatest(0, outstanding_minor - older_minor))),
                              {LARGEST_FIGURE})::bigint AS promised_minor
        FROM (
            SELECT promise.outstanding_minor, part.item_id, part.part_minor,
                   sum_minor(part.part_minor) OVER (
                       PARTITION BY promise.id ORDER BY part.due_date, part.item_id
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS older_minor
            FROM promise
            CROSS JOIN LATERAL (
                SELECT promised.item_id, item.due_date, least(promised.amount_minor, item.open_minor) AS part_minor
                FROM promised_item promised
                JOIN open_item item ON item.organization_id = promised.organization_id AND item.id = promised.item_id
                WHERE promised.organization_id = promise.organization_id AND promised.promise_id = promise.id
            ) AS part
            WHERE promise.organization_id = %(organization)s AND promise.state = 'open' {only}
        ) AS covered
        GROUP BY item_id
    )"""
