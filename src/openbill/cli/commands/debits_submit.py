"""`openbill debits submit`"""

from pathlib import Path

import click

from openbill.cli.options import organization_option


@click.command(name="submit")
@click.argument("number", metavar="BATCH")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file for the bank.")
@organization_option
def submit(number: str, output: Path, organization: str | None) -> None:
    """Write the pain.008 of a batch such as DD-000001; that of one that was submitted is written again.

    Refused before every payer was told in time, and after the bank's last day for the file.
    """
    from openbill.cli.new_file import new_file
    from openbill.cli.organization import acting_for, organization_named
    from openbill.direct_debits.commands.submit_debits import submit_debits
    from openbill.direct_debits.queries.debit_batches import debit_batch_numbered
    from openbill.documents.queries.stored_file import stored_file
    from openbill.foundation.tenancy import scope

    found = organization_named(organization)
    with scope(found.id):
        batch = debit_batch_numbered(number)
    with new_file(output) as file:
        file_id = batch.file_id
        if file_id is None:
            with acting_for(found.id) as context:
                file_id = submit_debits(batch_id=batch.id, context=context).file_id
        with scope(found.id):
            file.write(stored_file(file_id).content)
    click.echo(f"{batch.number} with {batch.debits} debits is in {output}: give it to the bank by {batch.submit_by}.")
