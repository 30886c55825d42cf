"""Proof that debits and the books say the same: the direct debits' part of `openbill verify`."""

from collections.abc import Iterator

from openbill.foundation.finding import Finding
from openbill.foundation.prove import prove

INVARIANTS: dict[str, str] = {
    "debits_are_their_payments": """
        SELECT format('It is %%s over %%s, and its payment %%s over %%s.', debit.state, debit.amount_minor,
                      payment.state, item.amount_minor),
               format('debit %%s', debit.end_to_end_id)
        FROM debit
        JOIN payment ON payment.organization_id = debit.organization_id AND payment.id = debit.payment_id
        JOIN open_item item ON item.organization_id = payment.organization_id AND item.id = payment.item_id
        WHERE debit.organization_id = %(organization)s
          AND (item.amount_minor <> debit.amount_minor OR item.currency <> 'EUR'
               OR payment.state <> CASE debit.state WHEN 'settled' THEN 'recorded' ELSE 'returned' END)
    """,
    "debits_hold_their_items_as_long_as_they_collect": """
        SELECT format('It is %%s, and its item is %%s.', debit.state,
                      CASE WHEN part.is_live THEN 'held' ELSE 'let go' END),
               format('debit %%s', debit.end_to_end_id)
        FROM debit
        JOIN debit_item part ON part.organization_id = debit.organization_id AND part.debit_id = debit.id
        WHERE debit.organization_id = %(organization)s
          AND part.is_live <> (debit.state IN ('prepared', 'submitted'))
    """,
    "money_of_debits_is_under_way_as_long_as_they_collect": """
        SELECT format('It is %%s, and its money is %%s.', debit.state,
                      CASE WHEN way.id IS NULL THEN 'not under way' ELSE 'still under way' END),
               format('debit %%s', debit.end_to_end_id)
        FROM debit
        JOIN debit_item part ON part.organization_id = debit.organization_id AND part.debit_id = debit.id
        LEFT JOIN money_under_way way ON way.organization_id = part.organization_id AND way.source_id = debit.id
                                     AND way.item_id = part.item_id
        WHERE debit.organization_id = %(organization)s
          AND (way.id IS NULL OR way.is_live AND debit.state NOT IN ('prepared', 'submitted'))
    """,
    "batches_are_as_far_as_their_debits": """
        SELECT format('It is %%s, and a debit of it %%s.', batch.state, debit.state),
               format('batch %%s', batch.number)
        FROM debit_batch batch
        JOIN debit ON debit.organization_id = batch.organization_id AND debit.batch_id = batch.id
        WHERE batch.organization_id = %(organization)s
          AND NOT CASE batch.state
              WHEN 'prepared' THEN debit.state IN ('prepared', 'cancelled')
              WHEN 'cancelled' THEN debit.state = 'cancelled'
              WHEN 'submitted' THEN debit.state <> 'prepared'
              WHEN 'rejected' THEN debit.state IN ('rejected', 'cancelled')
              ELSE debit.state NOT IN ('prepared', 'submitted') END
    """,
    "transfers_are_their_refunds": """
        SELECT format('It is over %%s, and its refund is %%s over %%s.', transfer.amount_minor, request.state,
                      request.amount_minor),
               format('transfer %%s', transfer.end_to_end_id)
        FROM refund_transfer transfer
        JOIN refund_request request ON request.organization_id = transfer.organization_id
                                   AND request.id = transfer.request_id
        WHERE transfer.organization_id = %(organization)s
          AND (request.state <> 'approved' OR request.amount_minor <> transfer.amount_minor)
    """,
}
"""Each invariant as a statement that finds (what, where) it does not hold."""


def check_direct_debits() -> Iterator[Finding]:
    """Every debit, batch and transfer of the organization in force that does not say what the books say."""
    return prove(INVARIANTS)
