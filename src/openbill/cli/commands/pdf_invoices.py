"""`openbill pdf invoices`"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openbill.cli.options import into_option, organization_option

if TYPE_CHECKING:
    from openbill.invoicing.errors import DocumentNumberUnknown
    from openbill.invoicing.queries.issued_documents import IssuedDocument


@click.command()
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER...")
@organization_option
@into_option
def invoices(numbers: tuple[str, ...], organization: str | None, into: Path) -> int:
    """Render the documents of these numbers, once, and write them into a folder.

    A document looks as it did when it was first rendered. Exits with 1 where one is unknown or could not be
    rendered; the others are written all the same.
    """
    from openbill.cli.organization import acting_for, organization_named
    from openbill.cli.write_pdfs import write_pdf
    from openbill.documents.queries.stored_file import stored_file
    from openbill.foundation.tenancy import scope
    from openbill.invoicing.commands.render_invoices import render_invoices
    from openbill.invoicing.errors import DocumentNumberUnknown

    found = organization_named(organization)
    with scope(found.id):
        wanted, unknown = _found(numbers)
    with acting_for(found.id) as context:
        rendered = render_invoices([each.id for each in wanted], context=context)
    with scope(found.id):
        for document in wanted:
            if document.id in rendered.files:
                name = f"{document.number} {document.legal_entity}"
                write_pdf(into, name, stored_file(rendered.files[document.id]).content)
    for failure in rendered.failures:
        click.secho(failure.reason, fg="red", err=True)
    for refusal in unknown:
        click.secho(refusal.message, fg="red", err=True)
    if unknown:
        click.echo(DocumentNumberUnknown.remedy, err=True)
    return 1 if rendered.failures or unknown else 0


def _found(numbers: Sequence[str]) -> tuple[list["IssuedDocument"], list["DocumentNumberUnknown"]]:
    """The documents of these numbers, and a refusal for each number that no document has."""
    from openbill.invoicing.errors import DocumentNumberUnknown
    from openbill.invoicing.queries.issued_documents import issued_of_numbers

    found: list[IssuedDocument] = []
    unknown: list[DocumentNumberUnknown] = []
    for number in dict.fromkeys(numbers):
        try:
            found += issued_of_numbers([number])
        except DocumentNumberUnknown as refusal:
            unknown.append(refusal)
    return found, unknown
