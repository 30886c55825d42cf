"""Proof that payments and refunds stand in the books: the payments' part of `openbill verify`."""

from collections.abc import Iterator

from openbill.foundation.finding import Finding
from openbill.foundation.prove import prove

INVARIANTS: dict[str, str] = {
    "payments_are_their_credits": """
        SELECT format('It is %%s, its credit %%s.', payment.state,
                      CASE WHEN taken_back.id IS NULL THEN 'stands' ELSE 'was taken back' END),
               format('payment %%s', item.document_number)
        FROM payment
        JOIN open_item item ON item.organization_id = payment.organization_id AND item.id = payment.item_id
        LEFT JOIN open_item taken_back
          ON taken_back.organization_id = item.organization_id AND taken_back.counters_id = item.id
        WHERE payment.organization_id = %(organization)s
          AND (item.kind <> 'payment' OR item.customer_id <> payment.customer_id
               OR payment.state <> 'recorded' AND taken_back.id IS NULL)
    """,
    "approved_refunds_were_given_back": """
        SELECT format('It is %%s, and %%s was given back.', request.state, coalesce(item.amount_minor, 0)),
               format('refund request %%s', request.id)
        FROM refund_request request
        LEFT JOIN open_item item ON item.organization_id = request.organization_id AND item.id = request.refund_item_id
        WHERE request.organization_id = %(organization)s
          AND (request.state = 'approved') IS DISTINCT FROM
              (item.kind = 'refund' AND item.amount_minor = request.amount_minor)
          AND (request.state = 'approved' OR item.id IS NOT NULL)
    """,
    "withheld_taxes_are_their_credits": """
        SELECT format('It is %%s, and %%s.', item.kind,
                      CASE WHEN withheld.id IS NULL THEN 'awaits no certificate' ELSE 'awaits one' END),
               format('item %%s', item.id)
        FROM open_item item
        LEFT JOIN withheld_tax withheld
          ON withheld.organization_id = item.organization_id AND withheld.item_id = item.id
        WHERE item.organization_id = %(organization)s AND item.counters_id IS NULL
          AND (item.kind = 'withholding_tax') <> (withheld.id IS NOT NULL)
    """,
    "certificates_are_over_their_taxes": """
        SELECT format('It is over %%s, and its taxes come to %%s.', certificate.amount_minor,
                      coalesce(kept.minor, 0)),
               format('certificate %%s', certificate.number)
        FROM tax_certificate certificate
        LEFT JOIN LATERAL (
            SELECT sum(item.amount_minor) AS minor FROM withheld_tax withheld
            JOIN open_item item ON item.organization_id = withheld.organization_id AND item.id = withheld.item_id
            WHERE withheld.organization_id = certificate.organization_id AND withheld.certificate_id = certificate.id
        ) AS kept ON true
        WHERE certificate.organization_id = %(organization)s
          AND coalesce(kept.minor, 0) <> CASE WHEN certificate.withdrawn_at IS NULL THEN certificate.amount_minor
                                              ELSE 0 END
    """,
}
"""Each invariant as a statement that finds (what, where) it does not hold."""


def check_payments() -> Iterator[Finding]:
    """Every payment and refund of the organization in force that does not stand in the books as it says."""
    return prove(INVARIANTS)
