"""`openbill import-remittance`"""

from pathlib import Path

import click

from openbill.cli.options import format_option, organization_option


@click.command(name="import-remittance")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--currency", metavar="CODE", help="Of amounts that name no currency; the organization's without it.")
@organization_option
@format_option("table", "json")
def import_remittance(files: tuple[Path, ...], currency: str | None, organization: str | None, form: str) -> int:
    """Bring in what payers write about their payments: EDI X12 820, CSV, e-mails (.eml), text and PDF with text.

    Each FILE goes in whole or not at all; an advice that is there already is left alone, so files may be brought in
    twice. Exits with 1 where a file was refused: the others went in.
    """
    from openbill.cli.imports.run_import_remittances import run_import_remittances

    return run_import_remittances(files, organization, currency=currency, form=form)
