"""Draft invoices, credit notes and debit notes."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged_rows
from openbill.invoicing.commands.check_drafts import check_drafts, net_of_line
from openbill.invoicing.events import InvoicesWereDrafted
from openbill.invoicing.types import NewDraft
from openbill.organizations.queries.legal_entities import default_legal_entity_id
from openbill.primitives.identifiers import new_identifiers

NAMED_IN_EVENTS = 100
DRAFT_COLUMNS = """
    id uuid, legal_entity_id uuid, customer_id uuid, kind text, currency text, document_date date, service_from date,
    service_to date, terms_id uuid, discount_percent numeric, corrects_id uuid, buyer_reference text,
    text_before text, text_after text
"""
LINE_COLUMNS = """
    invoice_id uuid, position int, description text, quantity numeric, unit text, unit_price numeric,
    discount_percent numeric, tax_code_id uuid, net_minor bigint
"""


@command(permission="invoicing.draft", summarised=("drafts",))
def draft_invoices(*, drafts: Sequence[NewDraft], context: Context) -> list[UUID]:
    """Keep drafts and return their identifiers, in the order given; nothing is owed yet.

    Raises CustomerOfDraftUnknown, LegalEntityUnknown, DraftHasNoLines, LineImpossible, DraftImpossible,
    TaxCodeUnknown, TermsUnknown and UnknownCurrency, naming the place; then nothing of the batch is kept.
    """
    tax_codes, terms = check_drafts(drafts, context=context)
    identifiers = new_identifiers(len(drafts))
    default_entity = default_legal_entity_id(context.organization_id)
    with (
        staged_rows("drafts", DRAFT_COLUMNS, _draft_rows(drafts, identifiers, default_entity, terms)) as rows,
        connection.cursor() as cursor,
    ):
        parameters = {"organization": context.organization_id, "command": context.running_command_id}
        cursor.execute(_INSERT_DRAFTS.format(drafts=rows), parameters)
    write_lines(drafts, identifiers, tax_codes, context=context)
    publish(InvoicesWereDrafted(len(drafts), tuple(identifiers[:NAMED_IN_EVENTS])), context=context)
    return identifiers


_INSERT_DRAFTS = """
    INSERT INTO invoice (organization_id, id, legal_entity_id, customer_id, kind, state, currency, document_date,
                         service_from, service_to, terms_id, discount_percent, corrects_id, buyer_reference,
                         text_before, text_after, discount_minor, net_minor, tax_minor, gross_minor, reference,
                         command_id)
    SELECT %(organization)s, id, legal_entity_id, customer_id, kind, 'draft', currency, document_date,
           service_from, service_to, terms_id, discount_percent, corrects_id, buyer_reference, text_before, text_after,
           0, 0, 0, 0, '', %(command)s
    FROM {drafts}
"""

_INSERT_LINES = """
    INSERT INTO invoice_line (organization_id, id, invoice_id, position, description, quantity, unit, unit_price,
                              discount_percent, tax_code_id, net_minor)
    SELECT %(organization)s, new_identifier(), invoice_id, position, description, quantity, unit, unit_price,
           discount_percent, tax_code_id, net_minor
    FROM {lines}
"""


def write_lines(
    drafts: Sequence[NewDraft], identifiers: Sequence[UUID], tax_codes: Mapping[str, UUID], *, context: Context
) -> None:
    """Keep the lines of drafts inside the running command."""
    rows = _line_rows(drafts, identifiers, tax_codes)
    with staged_rows("draft_lines", LINE_COLUMNS, rows) as lines, connection.cursor() as cursor:
        cursor.execute(_INSERT_LINES.format(lines=lines), {"organization": context.organization_id})


def _draft_rows(
    drafts: Sequence[NewDraft], identifiers: Sequence[UUID], default_entity: UUID, terms: Mapping[str, UUID]
) -> Iterator[tuple[object, ...]]:
    for identifier, draft in zip(identifiers, drafts, strict=True):
        yield (
            identifier, draft.legal_entity_id or default_entity, draft.customer_id, draft.kind.value, draft.currency,
            draft.document_date, draft.service_from, draft.service_to, terms[draft.terms] if draft.terms else None,
            draft.discount_percent, draft.corrects_id, draft.buyer_reference, draft.text_before, draft.text_after,
        )  # fmt: skip


def _line_rows(
    drafts: Sequence[NewDraft], identifiers: Sequence[UUID], tax_codes: Mapping[str, UUID]
) -> Iterator[tuple[object, ...]]:
    for identifier, draft in zip(identifiers, drafts, strict=True):
        for position, line in enumerate(draft.lines, start=1):
            yield (
                identifier, position, line.description, line.quantity, line.unit, line.unit_price,
                line.discount_percent, tax_codes[line.tax_code], net_of_line(line, draft.currency),
            )  # fmt: skip
