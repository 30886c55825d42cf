"""Compare staged payments with what is in the books, and find the invoices that they name."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.importing.commands.match_documents import SEPARATOR
from openbill.importing.commands.prepare_parties import forget_idle_parties, prepare_parties


def prepare_payments(
    organization_id: UUID,
    *,
    source: str,
    default_legal_entity_id: UUID,
    chunk_rows: int,
    may_be_new: bool,
    latest_day: date,
) -> None:
    """Fill the temporary tables prepared_use (a row each) and prepared_payment (a payment each).

    Rows of one customer, reference, date and currency are one payment. A row that names an invoice needs
    exactly one: the customer's own, or the only one of that number. `status` of a row is new, known, or the
    reason for a refusal: customer_unknown (unless customers may be new: a slip of the pen is no customer),
    of_the_future, invoice_unknown, invoice_of_another, invoice_ambiguous, customer_missing, entity_unknown, differs,
    with_refused (another row of the same payment is refused, and half a payment is none).
    """
    prepare_parties(organization_id, "imported_payment")
    parameters: dict[str, Any] = {
        "organization": organization_id,
        "source": source,
        "entity": default_legal_entity_id,
        "separator": SEPARATOR,
        "chunk_rows": chunk_rows,
        "may_be_new": may_be_new,
        "latest_day": latest_day,
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.prepared_use, pg_temp.prepared_payment")
        cursor.execute(_USES, parameters)
        cursor.execute(_PAYMENTS, parameters)
        cursor.execute("CREATE INDEX ON prepared_payment (chunk)")
        cursor.execute("ANALYZE prepared_payment")
        cursor.execute(
            """
            UPDATE prepared_use
            SET status = CASE WHEN payment.status = 'new' THEN 'with_refused' ELSE payment.status END
            FROM prepared_payment payment
            WHERE payment.key = prepared_use.key AND prepared_use.status = 'new'
              AND (payment.status <> 'new' OR payment.has_refused_rows)
            """
        )
        cursor.execute("CREATE INDEX ON prepared_use (key)")
        cursor.execute("ANALYZE prepared_use")
    forget_idle_parties("prepared_payment")


_USES = """
    CREATE TEMPORARY TABLE prepared_use AS
    WITH entity AS (
        SELECT id, code FROM legal_entity WHERE organization_id = %(organization)s
    ), named AS (
        SELECT EXISTS (SELECT FROM imported_payment p JOIN entity ON entity.code = p.legal_entity) AS entities
    ), invoice AS (
        SELECT item.document_number, item.currency, item.customer_id, item.legal_entity_id,
               coalesce(customer.merged_into_id, customer.id) AS shown_id, customer.parent_id
        FROM open_item item
        JOIN customer ON customer.organization_id = item.organization_id AND customer.id = item.customer_id
        WHERE item.organization_id = %(organization)s AND item.side = 'debit' AND item.document_number <> ''
          AND item.counters_id IS NULL
          AND item.document_number IN (SELECT invoice_number FROM imported_payment)
        GROUP BY 1, 2, 3, 4, 5, 6
    ), matched AS (
        SELECT p.line, count(invoice.customer_id) AS invoices,
               count(invoice.customer_id) FILTER (WHERE invoice.shown_id = party.customer_id) AS own_invoices,
               (array_agg(invoice.customer_id ORDER BY (invoice.shown_id = party.customer_id) DESC NULLS LAST)
               )[1] AS invoice_customer_id,
               (array_agg(invoice.legal_entity_id ORDER BY (invoice.shown_id = party.customer_id) DESC NULLS LAST)
               )[1] AS invoice_entity_id
        FROM imported_payment p
        LEFT JOIN imported_party party ON party.party = coalesce(p.customer_number, p.customer_name)
        LEFT JOIN customer payer ON payer.organization_id = %(organization)s AND payer.id = party.customer_id
        JOIN invoice ON invoice.document_number = p.invoice_number AND invoice.currency = p.currency
         AND (party.party IS NULL OR invoice.shown_id = payer.id OR invoice.parent_id = payer.id
              OR invoice.shown_id = payer.parent_id OR invoice.parent_id = payer.parent_id)
        WHERE p.invoice_number IS NOT NULL
        GROUP BY p.line
    ), keyed AS (
        SELECT p.line, p.payment_date, p.currency, p.amount_minor, p.invoice_number, p.payment_method,
               coalesce(p.customer_number, p.customer_name) AS party, party.number AS party_number,
               coalesce(p.payment_reference, '') AS document_number, coalesce(p.reference, '') AS reference,
               matched.invoice_customer_id, matched.invoice_entity_id,
               coalesce(party.customer_id, CASE WHEN party.party IS NULL THEN matched.invoice_customer_id END)
                   AS customer_id,
               CASE WHEN named.entities AND p.legal_entity IS NOT NULL THEN entity.id
                    ELSE coalesce(matched.invoice_entity_id, %(entity)s) END AS legal_entity_id,
               CASE WHEN p.external_id IS NOT NULL THEN concat_ws(%(separator)s, 'payment id', p.external_id)
                    WHEN p.payment_reference IS NOT NULL THEN concat_ws(%(separator)s, 'payment',
                        coalesce(party.key_number, matched.invoice_customer_id::text), p.payment_reference,
                        p.payment_date, p.currency)
                    ELSE concat_ws(%(separator)s, 'payment row', party.key_number,
                        p.payment_date, p.currency, p.amount_minor, p.invoice_number) END AS base_key,
               p.external_id IS NULL AND p.payment_reference IS NULL AS is_alone,
               CASE WHEN p.payment_date > %(latest_day)s THEN 'of_the_future'
                    WHEN party.party IS NOT NULL AND party.customer_id IS NULL AND NOT %(may_be_new)s
                    THEN 'customer_unknown'
                    WHEN p.invoice_number IS NOT NULL AND matched.line IS NULL THEN
                        CASE WHEN EXISTS (SELECT FROM invoice WHERE invoice.document_number = p.invoice_number
                                            AND invoice.currency = p.currency)
                             THEN 'invoice_of_another' ELSE 'invoice_unknown' END
                    WHEN matched.invoices > 1 AND coalesce(matched.own_invoices, 0) <> 1 THEN 'invoice_ambiguous'
                    WHEN party.party IS NULL AND matched.line IS NULL THEN 'customer_missing'
                    WHEN named.entities AND p.legal_entity IS NOT NULL AND entity.id IS NULL THEN 'entity_unknown'
                    WHEN named.entities AND entity.id <> matched.invoice_entity_id THEN 'invoice_unknown'
                    ELSE 'new' END AS status
        FROM imported_payment p CROSS JOIN named
        LEFT JOIN entity ON entity.code = p.legal_entity
        LEFT JOIN imported_party party ON party.party = coalesce(p.customer_number, p.customer_name)
        LEFT JOIN matched ON matched.line = p.line
    )
    SELECT keyed.*,
           base_key || CASE WHEN is_alone THEN %(separator)s || row_number() OVER (
               PARTITION BY base_key, is_alone ORDER BY line) ELSE '' END
           || %(separator)s || coalesce(legal_entity_id::text, '') AS key
    FROM keyed
"""

_PAYMENTS = """
    CREATE TEMPORARY TABLE prepared_payment AS
    WITH payment AS (
        SELECT key, min(line) AS line, min(party) AS party, (array_agg(customer_id ORDER BY line))[1] AS customer_id,
               (array_agg(legal_entity_id ORDER BY line))[1] AS legal_entity_id, min(payment_date) AS payment_date,
               min(currency) AS currency, sum(amount_minor)::bigint AS amount_minor,
               min(document_number) AS document_number, min(reference) AS reference,
               coalesce(min(payment_method), '') AS payment_method,
               bool_or(status <> 'new') AS has_refused_rows
        FROM prepared_use GROUP BY key
    ), compared AS (
        SELECT payment.*,
               CASE WHEN item.id IS NULL THEN 'new'
                    WHEN item.amount_minor = payment.amount_minor THEN 'known' ELSE 'differs' END AS status
        FROM payment
        LEFT JOIN open_item item ON item.organization_id = %(organization)s AND item.source = %(source)s
                                AND item.external_id = payment.key
    )
    SELECT compared.*,
           CASE WHEN status = 'new' AND NOT has_refused_rows THEN
               ((row_number() OVER (PARTITION BY status = 'new' AND NOT has_refused_rows ORDER BY line) - 1)
                / %(chunk_rows)s)::int END AS chunk
    FROM compared
"""
