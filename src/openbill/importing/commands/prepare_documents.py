"""Compare staged documents with what is in the books: new, known, different, repeated."""

from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.staging import staged
from openbill.importing.commands.match_documents import OCCURRENCE, SEPARATOR, match_documents
from openbill.importing.commands.prepare_parties import forget_idle_parties, prepare_parties
from openbill.importing.policies.item_of_document import CREDIT_KINDS, DEBIT_KINDS


def prepare_documents(
    organization_id: UUID,
    *,
    source: str,
    default_legal_entity_id: UUID,
    chunk_rows: int,
    is_snapshot: bool = False,
    takes_early_due_dates: bool = True,
) -> None:
    """Fill the temporary table prepared_document from the staged rows.

    Each row gets its key in the source: its external identifier, else its natural key; `match_documents` finds
    the item of it. Rows without a document number may repeat. Those with one may not, over the same amount or
    another: a customer's second row of one kind, number and due date is no instalment, and `first_line` says
    where the first one stands. In a snapshot they may, as its word counts. `status` is new, known, settled (known,
    and now paid), or the reason for a refusal: repeated, due_too_early (a debt due before its date), another,
    differs, settled_otherwise, entity_unknown. What is to be brought in has a chunk number, in the order of the
    file.
    """
    prepare_parties(organization_id, "imported_document")
    parameters: dict[str, Any] = {
        "organization": organization_id,
        "source": source,
        "entity": default_legal_entity_id,
        "separator": SEPARATOR,
        "occurrence": OCCURRENCE,
        "settlement": f"settlement{SEPARATOR}",
        "chunk_rows": chunk_rows,
        "is_snapshot": is_snapshot,
        "takes_early_due_dates": takes_early_due_dates,
        "debit_kinds": DEBIT_KINDS,
        "credit_kinds": CREDIT_KINDS,
    }
    with staged("keyed_documents", _KEYED, parameters) as keyed, connection.cursor() as cursor:
        match_documents(keyed, parameters, is_snapshot=is_snapshot)
        cursor.execute("DROP TABLE IF EXISTS pg_temp.prepared_document")
        cursor.execute(_PREPARED.format(keyed=keyed), parameters)
        cursor.execute("DROP TABLE matched_document")
        cursor.execute("CREATE INDEX ON prepared_document (chunk)")
        cursor.execute("ANALYZE prepared_document")
    forget_idle_parties("prepared_document")


_KEYED = """
    WITH entity AS (
        SELECT id, code FROM legal_entity WHERE organization_id = %(organization)s
    ), named AS (
        -- Where no code in the file is one of ours, the column means something else and is not used.
        SELECT EXISTS (SELECT FROM imported_document d JOIN entity ON entity.code = d.legal_entity) AS entities
    ), owned AS (
        SELECT d.*, coalesce(d.customer_number, d.customer_name) AS party,
               CASE WHEN named.entities AND d.legal_entity IS NOT NULL THEN entity.id
                    ELSE %(entity)s END AS legal_entity_id,
               found.key_number, found.customer_id,
               coalesce((CASE d.side WHEN 'debit' THEN %(debit_kinds)s::jsonb
                                     ELSE %(credit_kinds)s::jsonb END) ->> d.kind, 'invoice') AS item_kind
        FROM imported_document d CROSS JOIN named
        LEFT JOIN entity ON entity.code = d.legal_entity
        LEFT JOIN imported_party found ON found.party = coalesce(d.customer_number, d.customer_name)
    ), placed AS (
        SELECT owned.*, first_value(line) OVER (
                   PARTITION BY legal_entity_id, key_number, item_kind, document_number, currency, instalment_number,
                                due_date, external_id ORDER BY line) AS first_line
        FROM owned
    )
    SELECT placed.*,
           CASE WHEN external_id IS NOT NULL THEN concat_ws(%(separator)s, 'id', external_id)
                WHEN document_number IS NOT NULL THEN concat_ws(%(separator)s, 'document', legal_entity_id,
                    key_number, side, document_number, currency, instalment_number)
                ELSE concat_ws(%(separator)s, 'row', legal_entity_id, key_number, side, document_date,
                    due_date, currency, amount_minor) END AS key,
           NOT %(is_snapshot)s AND document_number IS NOT NULL AND first_line < line AS is_repeated
    FROM placed
"""

_PREPARED = """
    CREATE TEMPORARY TABLE prepared_document AS
    WITH compared AS (
        SELECT d.line, d.first_line, d.party, d.legal_entity_id, d.item_kind, d.side,
               coalesce(d.document_number, '') AS document_number, d.document_date, d.due_date, d.currency,
               d.amount_minor, d.open_minor, d.settled_date,
               coalesce(d.instalment_number, least(coalesce(
                   nullif(split_part(matched.external_id, %(occurrence)s, 2), '')::int, 1), 32767))::smallint
                   AS instalment_number,
               coalesce(d.reference, '') AS reference, matched.external_id, matched.is_other_name,
               item.id AS known_item_id,
               CASE WHEN d.legal_entity_id IS NULL THEN 'entity_unknown'
                    WHEN d.is_repeated THEN 'repeated'
                    -- A credit note is often due with the invoice that it corrects, and so before its own date.
                    WHEN item.id IS NULL AND d.side = 'debit' AND d.due_date < d.document_date
                         AND NOT %(takes_early_due_dates)s THEN 'due_too_early'
                    WHEN item.id IS NULL THEN 'new'
                    WHEN item.currency <> d.currency OR item.side <> d.side
                         OR coalesce(owner.merged_into_id, owner.id) IS DISTINCT FROM d.customer_id
                    THEN 'another'
                    WHEN item.amount_minor <> d.amount_minor OR item.document_date <> d.document_date
                         OR d.due_date NOT IN (item.due_date, item.original_due_date) THEN 'differs'
                    WHEN d.settled_date IS NULL OR settlement.id IS NOT NULL THEN 'known'
                    WHEN item.open_minor < d.amount_minor THEN 'settled_otherwise'
                    ELSE 'settled' END AS status
        FROM {keyed} AS d
        LEFT JOIN matched_document matched ON matched.line = d.line
        LEFT JOIN open_item item ON item.organization_id = %(organization)s AND item.id = matched.item_id
        LEFT JOIN customer owner
          ON owner.organization_id = item.organization_id AND owner.id = item.customer_id
        LEFT JOIN open_item settlement
          ON settlement.organization_id = %(organization)s AND settlement.source = %(source)s
         AND settlement.external_id = %(settlement)s || matched.external_id AND d.settled_date IS NOT NULL
    )
    SELECT compared.*,
           CASE WHEN status IN ('new', 'settled') THEN
               ((row_number() OVER (PARTITION BY status IN ('new', 'settled') ORDER BY line) - 1)
                / %(chunk_rows)s)::int END AS chunk
    FROM compared
"""
