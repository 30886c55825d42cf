"""`openbill import`"""

import sys
from datetime import date
from pathlib import Path

import click

from openbill.cli.options import day, format_option, legal_entity_option, organization_option


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@organization_option
@legal_entity_option
@click.option("--mapping", metavar="NAME", help="Read the columns as they were saved under this name.")
@click.option("--save-mapping", metavar="NAME", help="Save how this file is read, for the next one.")
@click.option("--kind", type=click.Choice(["customers", "invoices", "open_items", "payments", "settled_history"]))
@click.option("--date-order", type=click.Choice(["YMD", "DMY", "MDY"]), help="How dates are written.")
@click.option("--decimal-style", type=click.Choice(["point", "comma"]), help="Which sign stands before cents.")
@click.option(
    "--credits",
    "credit_signs",
    type=click.Choice(["signed", "by-kind"]),
    help="What makes a credit of a credit note or payment: its minus sign alone, or its kind.",
)
@click.option("--encoding", metavar="NAME", help="How the file is encoded, such as cp1252.")
@click.option("--payments-are-negative", is_flag=True, help="Money received is written with a minus.")
@click.option("--currency", metavar="CODE", help="The currency of rows that name none; else the organization's.")
@click.option("--source", metavar="NAME", help="The system that the file comes from; its documents are known by it.")
@click.option("--snapshot", is_flag=True, help="The file lists all open items; what it lacks was settled there.")
@click.option("--as-of", type=day, help="The day of the snapshot, or of stated open amounts; today otherwise.")
@click.option("--new-customers", is_flag=True, help="Payments may name customers that nobody knows yet: make them.")
@click.option("--yes", is_flag=True, help="Bring a snapshot in without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would happen; change nothing, write no file.")
@click.option("--rejects", type=click.Path(path_type=Path), help="Where refused rows go; beside the file otherwise.")
@format_option("text", "json")
def import_(
    file: Path,
    organization: str | None,
    legal_entity: str | None,
    mapping: str | None,
    save_mapping: str | None,
    kind: str | None,
    date_order: str | None,
    decimal_style: str | None,
    credit_signs: str | None,
    encoding: str | None,
    payments_are_negative: bool,
    currency: str | None,
    source: str | None,
    snapshot: bool,
    as_of: date | None,
    new_customers: bool,
    yes: bool,
    dry_run: bool,
    rejects: Path | None,
    form: str,
) -> int:
    """Bring in a FILE (CSV) of customers, invoices, payments, settled histories or open items.

    Encoding, separator, columns, dates and decimals are recognised and shown. Bad rows are refused one by one
    into a file of their own; the others go in. The same file twice changes nothing, and an import that was
    cut off is simply begun again. Exits with 1 where a row was refused.
    """
    from openbill.cli.imports.run_import import ImportWish, run_import

    return run_import(
        ImportWish(
            file=file,
            organization=organization,
            legal_entity=legal_entity,
            mapping=mapping,
            save_mapping=save_mapping,
            kind=kind,
            date_order=date_order,
            decimal_style=decimal_style,
            credit_signs=credit_signs,
            encoding=encoding,
            payments_are_negative=payments_are_negative,
            currency=currency,
            source=source,
            is_snapshot=snapshot,
            as_of=as_of,
            is_confirmed=yes,
            is_dry_run=dry_run,
            new_customers=new_customers,
            rejects=rejects,
            form=form,
            is_interactive=sys.stdin.isatty() and sys.stderr.isatty(),
        )
    )
