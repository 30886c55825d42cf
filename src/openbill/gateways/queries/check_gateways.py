"""Proof that what gateways collected stands in the books: the gateways' part of `openbill verify`."""

from collections.abc import Iterator

from openbill.foundation.finding import Finding
from openbill.foundation.prove import prove

INVARIANTS: dict[str, str] = {
    "successes_are_payments": """
        SELECT format('It took %%s %%s, and the payment is over %%s %%s.', attempt.amount_minor, attempt.currency,
                      coalesce(item.amount_minor, 0), coalesce(item.currency, '')),
               format('try %%s', attempt.id)
        FROM payment_attempt attempt
        LEFT JOIN payment ON payment.organization_id = attempt.organization_id AND payment.id = attempt.payment_id
        LEFT JOIN open_item item ON item.organization_id = payment.organization_id AND item.id = payment.item_id
        WHERE attempt.organization_id = %(organization)s AND attempt.state IN ('succeeded', 'refunded', 'disputed')
          AND (item.currency <> attempt.currency OR item.amount_minor IS NULL
               OR (item.amount_minor <> attempt.amount_minor AND attempt.disputes <= 1))
    """,
    "tries_are_of_the_customer_who_was_asked": """
        SELECT 'Its request asks another customer.', format('try %%s', attempt.id)
        FROM payment_attempt attempt
        JOIN payment_request request ON request.organization_id = attempt.organization_id
                                    AND request.id = attempt.request_id
        WHERE attempt.organization_id = %(organization)s AND attempt.customer_id <> request.customer_id
    """,
    "disputed_payments_were_taken_back": """
        SELECT format('It was taken back, and its payment is %%s.', payment.state), format('try %%s', attempt.id)
        FROM payment_attempt attempt
        JOIN payment ON payment.organization_id = attempt.organization_id AND payment.id = attempt.payment_id
        WHERE attempt.organization_id = %(organization)s AND attempt.state = 'disputed'
          AND attempt.disputed_minor = attempt.amount_minor AND payment.state <> 'returned'
    """,
    "no_more_went_back_than_came": """
        SELECT format('It took %%s, and %%s went back of it.', attempt.amount_minor,
                      attempt.disputed_minor + booked.minor),
               format('try %%s', attempt.id)
        FROM payment_attempt attempt
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(amount_minor), 0)::bigint AS minor FROM gateway_refund refund
            WHERE refund.organization_id = attempt.organization_id AND refund.attempt_id = attempt.id
              AND refund.is_booked AND refund.state <> 'failed'
        ) AS booked
        WHERE attempt.organization_id = %(organization)s
          AND attempt.disputed_minor + booked.minor > attempt.amount_minor
    """,
    "money_of_others_is_that_of_foreign_lines": """
        SELECT format('Its lines of others come to %%s, and the books have %%s of it.', foreign_lines.minor,
                      -booked.minor),
               format('payout %%s', payout.gateway_id)
        FROM payout
        JOIN gateway_account ON gateway_account.organization_id = payout.organization_id
                            AND gateway_account.id = payout.account_id
        JOIN legal_entity entity ON entity.organization_id = payout.organization_id
                                AND entity.id = gateway_account.legal_entity_id AND entity.books <> 'mirror'
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(amount_minor), 0)::bigint AS minor FROM payout_entry entry
            WHERE entry.organization_id = payout.organization_id AND entry.payout_id = payout.id
              AND entry.attempt_id IS NULL AND entry.kind <> 'fee'
        ) AS foreign_lines
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(line.amount_minor), 0)::bigint AS minor
            FROM journal_entry posted
            JOIN journal_line line ON line.organization_id = posted.organization_id AND line.entry_id = posted.id
            JOIN account ON account.organization_id = line.organization_id AND account.id = line.account_id
                        AND account.role = 'other_cash'
            WHERE posted.organization_id = payout.organization_id AND posted.source_id = payout.id
        ) AS booked
        WHERE payout.organization_id = %(organization)s AND foreign_lines.minor + booked.minor <> 0
    """,
    "refunds_add_up": """
        SELECT format('%%s went back of it, and its refunds come to %%s.', attempt.refunded_minor, done.minor),
               format('try %%s', attempt.id)
        FROM payment_attempt attempt
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(amount_minor), 0)::bigint AS minor FROM gateway_refund refund
            WHERE refund.organization_id = attempt.organization_id AND refund.attempt_id = attempt.id
              AND refund.state = 'done'
        ) AS done
        WHERE attempt.organization_id = %(organization)s AND attempt.refunded_minor <> done.minor
    """,
    "payouts_add_up": """
        SELECT format('It is over %%s, and its lines come to %%s.', payout.amount_minor, lines.minor),
               format('payout %%s', payout.gateway_id)
        FROM payout
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(amount_minor - fee_minor), 0)::bigint AS minor FROM payout_entry entry
            WHERE entry.organization_id = payout.organization_id AND entry.payout_id = payout.id
        ) AS lines
        WHERE payout.organization_id = %(organization)s AND payout.amount_minor <> lines.minor
    """,
}
"""Each invariant as a statement that finds (what, where) it does not hold."""


def check_gateways() -> Iterator[Finding]:
    """Every try, refund and payout of the organization in force that does not stand in the books as it says."""
    return prove(INVARIANTS)
