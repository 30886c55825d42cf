"""`openbill debits prepare`"""

from datetime import date

import click

from openbill.cli.options import day, format_option, legal_entity_option, organization_option


@click.command(name="prepare")
@click.option("--due-by", type=day, required=True, help="The last due date of what is collected.")
@click.option("--told-on", type=day, help="Their invoices told the payers on this day; else they get a message.")
@organization_option
@legal_entity_option
@format_option("table", "json")
def prepare(due_by: date, told_on: date | None, organization: str | None, legal_entity: str | None, form: str) -> int:
    """Make a direct debit for each active mandate under which something is due, and tell the payers.

    Nothing is collected that is disputed, promised or in another batch. Exits with 1 where a payer could not be
    written to: tell them otherwise.
    """
    from openbill.cli.organization import acting_for, legal_entity_of, organization_named
    from openbill.cli.reports.show_debits import show_prepared
    from openbill.direct_debits.commands.prepare_debits import prepare_debits
    from openbill.direct_debits.commands.tell_payers import note_told_payers, tell_payers
    from openbill.messaging.types import NotComposed

    found = organization_named(organization)
    entity = legal_entity_of(found, legal_entity)
    failures: list[NotComposed] = []
    with acting_for(found.id) as context:
        batches = prepare_debits(due_by=due_by, legal_entity_id=entity, context=context)
        for batch in batches:
            if told_on is not None:
                note_told_payers(batch_id=batch.batch_id, told_on=told_on, context=context)
            else:
                failures += tell_payers(batch_id=batch.batch_id, context=context).failures
    show_prepared(batches, failures, form=form)
    return 1 if failures else 0
