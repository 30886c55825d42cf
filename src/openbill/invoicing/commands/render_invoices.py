"""Render issued documents as PDF, and keep them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from openbill.documents.commands.keep_files import NewFile, keep_files
from openbill.documents.rendering.outcome import Rendered
from openbill.documents.rendering.render_pdfs import render_pdfs
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.errors import PermissionMissing
from openbill.foundation.staging import staged_rows
from openbill.foundation.tenancy import scope
from openbill.invoicing.queries.invoice_files import invoice_files
from openbill.invoicing.queries.invoice_sheets import SheetOfInvoice, invoice_sheets
from openbill.invoicing.types import NotIssued

BATCH = 500
"""So many documents are rendered before they are kept together."""
FILE_COLUMNS = "invoice_id uuid, language text, file_id uuid"


@dataclass(frozen=True, slots=True)
class InvoicesRendered:
    """The kept file of each document, and what could not be rendered, by document, with the reason in words."""

    files: dict[UUID, UUID] = field(default_factory=dict)
    failures: tuple[NotIssued, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedInvoice:
    invoice_id: UUID
    language: str
    file_name: str
    content: bytes = field(repr=False)


def render_invoices(invoice_ids: Sequence[UUID], *, processes: int | None = None, context: Context) -> InvoicesRendered:
    """Render the issued documents among these in their customers' languages, over several processes, and keep them.

    What was kept before is left as it is: a document looks today as it did when it was first rendered. One that
    cannot be rendered (a character that no font has, say) is named, and stops no other. Raises PermissionMissing.
    """
    if not context.may("invoicing.issue"):
        raise PermissionMissing(actor=str(context.actor), permission="invoicing.issue")
    files: dict[UUID, UUID] = {}
    failures: list[NotIssued] = []
    for start in range(0, len(invoice_ids), BATCH):
        with scope(context.organization_id):
            kept = invoice_files(invoice_ids[start : start + BATCH])
            wanted = [each for each in invoice_ids[start : start + BATCH] if each not in kept]
            sheets = list(invoice_sheets(wanted))
        rendered, failed = _render(sheets, processes)
        files.update(kept)
        files.update(keep_rendered(rendered=rendered, context=context) if rendered else {})
        failures += failed
    return InvoicesRendered(files, tuple(failures))


@command(permission="invoicing.issue", summarised=("rendered",))
def keep_rendered(*, rendered: Sequence[RenderedInvoice], context: Context) -> dict[UUID, UUID]:
    """Keep rendered documents, each once per language, and give the file of each."""
    file_ids = keep_files(
        [NewFile(file.file_name, "application/pdf", file.content) for file in rendered], context=context
    )
    rows = ((file.invoice_id, file.language, file_id) for file, file_id in zip(rendered, file_ids, strict=True))
    with staged_rows("rendered", FILE_COLUMNS, rows) as staged, connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO invoice_file (organization_id, id, invoice_id, language, file_id, command_id)
            SELECT %(organization)s, new_identifier(), invoice_id, language, file_id, %(command)s FROM {staged}
            ON CONFLICT (organization_id, invoice_id, language) DO NOTHING
            """,
            {"organization": context.organization_id, "command": context.running_command_id},
        )
    return invoice_files([file.invoice_id for file in rendered])


def _render(sheets: Sequence[SheetOfInvoice], processes: int | None) -> tuple[list[RenderedInvoice], list[NotIssued]]:
    rendered: list[RenderedInvoice] = []
    failures: list[NotIssued] = []
    outcomes = render_pdfs((each.sheet for each in sheets), processes=processes)
    for each, outcome in zip(sheets, outcomes, strict=True):
        if isinstance(outcome, Rendered):
            rendered.append(
                RenderedInvoice(each.invoice_id, each.sheet.language, f"{each.sheet.number}.pdf", outcome.pdf)
            )
        else:
            failures.append(NotIssued(each.invoice_id, outcome.refusal.code, str(outcome.refusal)))
    return rendered, failures
