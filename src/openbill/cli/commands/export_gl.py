"""`openbill export-gl`"""

from datetime import date
from pathlib import Path

import click

from openbill.cli.options import day, legal_entity_option, organization_option


@click.command(name="export-gl")
@click.option("--through", type=day, help="The last posting date; the entries that were not handed over yet.")
@click.option("--batch", "number", type=int, help="Write the file of this earlier batch again instead.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The CSV file.")
@organization_option
@legal_entity_option
def export_gl(
    through: date | None, number: int | None, output: Path, organization: str | None, legal_entity: str | None
) -> None:
    """Put the entries that were not handed over yet into a numbered batch, and write it as CSV.

    A batch never changes: its file can be written again at any time.
    """
    from openbill.cli.new_file import new_file
    from openbill.cli.organization import acting_for, legal_entity_of, organization_named
    from openbill.foundation.numbering import document_number
    from openbill.foundation.tenancy import scope
    from openbill.ledger.commands.export_to_gl import export_to_gl
    from openbill.ledger.errors import BatchUnknown
    from openbill.ledger.queries.gl_export_batches import gl_export_batches
    from openbill.ledger.queries.gl_export_rows import gl_export_rows

    if (through is None) == (number is None):
        raise click.UsageError("Say either --through or --batch.")
    found = organization_named(organization)
    entity = legal_entity_of(found, legal_entity)
    with new_file(output) as file:
        if through is not None:
            with acting_for(found.id) as context:
                batch = export_to_gl(legal_entity_id=entity, through_date=through, context=context)
        with scope(found.id):
            if through is None:
                batches = {each.number: each for each in gl_export_batches(entity)}
                if number not in batches:
                    raise BatchUnknown(batch_id=number)
                batch = batches[number]
            for line in gl_export_rows(batch.batch_id):
                file.write(line.encode())
    click.echo(f"{document_number('GL', batch.number)} with {batch.entry_count} entries is in {output}.")
