"""Proof that debts know what is contested of them: the disputes' part of `openbill verify`."""

from collections.abc import Iterator

from openbill.foundation.finding import Finding
from openbill.foundation.prove import prove

INVARIANTS: dict[str, str] = {
    "debts_know_what_is_contested": """
        SELECT format('%%s is marked as contested, open disputes contest %%s.', item.disputed_minor,
                      coalesce(contested.amount_minor, 0)),
               format('open item %%s', item.document_number)
        FROM open_item item
        LEFT JOIN (
            SELECT part.item_id, sum(part.amount_minor - part.answered_minor) AS amount_minor
            FROM disputed_item part
            JOIN dispute ON dispute.organization_id = part.organization_id AND dispute.id = part.dispute_id
            WHERE part.organization_id = %(organization)s AND dispute.state = 'open'
            GROUP BY part.item_id
        ) AS contested ON contested.item_id = item.id
        WHERE item.organization_id = %(organization)s AND item.disputed_minor <> coalesce(contested.amount_minor, 0)
    """,
}
"""Each invariant as a statement that finds (what, where) it does not hold."""


def check_disputes() -> Iterator[Finding]:
    """Every debt of the organization in force of which not the contested part is marked as such."""
    return prove(INVARIANTS)
