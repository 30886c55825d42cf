"""Proof that what is unclaimed stands in the books, and is nobody's income: a part of `openbill verify`."""

from collections.abc import Iterator

from openbill.foundation.finding import Finding
from openbill.foundation.prove import prove

INVARIANTS: dict[str, str] = {
    "credits_are_where_they_were_handed_over": """
        SELECT format('It is %%s, and its handing over %%s.', credit.state, coalesce(held.state, 'is none')),
               format('unclaimed credit %%s', credit.id)
        FROM unclaimed_credit credit
        LEFT JOIN (
            SELECT part.credit_id, hand_over.state FROM hand_over_credit part
            JOIN hand_over ON hand_over.organization_id = part.organization_id AND hand_over.id = part.hand_over_id
            WHERE part.organization_id = %(organization)s AND part.is_live
        ) AS held ON held.credit_id = credit.id
        WHERE credit.organization_id = %(organization)s
          AND (credit.state = 'handed_over') <> (coalesce(held.state, '') IN ('approved', 'paid'))
    """,
    "handed_over_credits_are_settled_by_their_items": """
        SELECT format('It was handed over with %%s, and the item by which that stands in the books is over %%s.',
                      part.amount_minor, coalesce(item.amount_minor, 0)),
               format('unclaimed credit %%s', credit.id)
        FROM hand_over_credit part
        JOIN hand_over ON hand_over.organization_id = part.organization_id AND hand_over.id = part.hand_over_id
        JOIN unclaimed_credit credit
          ON credit.organization_id = part.organization_id AND credit.id = part.credit_id
        LEFT JOIN open_item item ON item.organization_id = part.organization_id AND item.id = part.debit_item_id
        WHERE part.organization_id = %(organization)s AND part.is_live AND hand_over.state IN ('approved', 'paid')
          AND credit.item_id IS NOT NULL
          AND (item.id IS NULL OR item.kind <> 'handed_over' OR item.amount_minor <> part.amount_minor
               OR item.open_minor <> 0)
    """,
    "what_is_owed_to_states_is_what_was_handed_over": """
        SELECT format('The books say %%s %%s, and what was handed over and not paid comes to %%s.',
                      coalesce(booked.amount, 0), coalesce(booked.currency, owed.currency), coalesce(owed.amount, 0)),
               format('legal entity %%s', coalesce(booked.legal_entity_id, owed.legal_entity_id))
        FROM (
            SELECT entry.legal_entity_id, line.currency, -sum(line.amount_minor) AS amount
            FROM journal_line line
            JOIN journal_entry entry ON entry.organization_id = line.organization_id AND entry.id = line.entry_id
            JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
                        AND account.role = 'unclaimed_property'
            WHERE line.organization_id = %(organization)s
            GROUP BY entry.legal_entity_id, line.currency
        ) AS booked
        FULL JOIN (
            SELECT legal_entity_id, currency, sum(amount_minor) AS amount FROM hand_over
            WHERE organization_id = %(organization)s AND state = 'approved'
            GROUP BY legal_entity_id, currency
        ) AS owed ON owed.legal_entity_id = booked.legal_entity_id AND owed.currency = booked.currency
        WHERE coalesce(booked.amount, 0) <> coalesce(owed.amount, 0)
    """,
    "others_money_is_no_income": """
        SELECT format('It makes income of money on the account %%s.', account.code),
               format('journal entry %%s', held.entry_id)
        FROM journal_line held
        JOIN account ON account.organization_id = held.organization_id AND account.id = held.account_id
                    AND account.role IN ('unapplied', 'deposits', 'unidentified_cash', 'unclaimed_property')
        WHERE held.organization_id = %(organization)s AND EXISTS (
            SELECT FROM journal_line taken
            JOIN account income ON income.organization_id = taken.organization_id AND income.id = taken.account_id
                               AND income.kind = 'income'
                               AND income.role NOT IN ('exchange_gain', 'unrealised_exchange_gain')
            WHERE taken.organization_id = held.organization_id AND taken.entry_id = held.entry_id)
    """,
    "history_ends_where_the_credit_is": """
        SELECT format('It is %%s since %%s, and its history ends with %%s.', credit.state, credit.rests_from,
                      coalesce(last.state, 'nothing')),
               format('unclaimed credit %%s', credit.id)
        FROM unclaimed_credit credit
        LEFT JOIN LATERAL (
            SELECT state, rests_from FROM unclaimed_change change
            WHERE change.organization_id = credit.organization_id AND change.credit_id = credit.id
            ORDER BY id DESC LIMIT 1
        ) AS last ON true
        WHERE credit.organization_id = %(organization)s
          AND (last.state IS DISTINCT FROM credit.state OR last.rests_from IS DISTINCT FROM credit.rests_from)
    """,
}
"""Each invariant as a statement that finds (what, where) it does not hold."""


def check_unclaimed() -> Iterator[Finding]:
    """Every unclaimed credit and handing over of the organization in force that does not say what the books say."""
    return prove(INVARIANTS)
