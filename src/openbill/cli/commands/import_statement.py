"""`openbill import-statement`"""

from pathlib import Path

import click

from openbill.cli.options import account_option, format_option, organization_option


@click.command(name="import-statement")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@account_option()
@organization_option
@format_option("table", "json")
def import_statement(files: tuple[Path, ...], account: str | None, organization: str | None, form: str) -> int:
    """Bring bank statements in: camt.052, camt.053, camt.054, MT940, MT942, BAI2 and OFX, also in a zip, and CSV.

    How the CSV files of an account are read is said once, by `openbill csv-mapping set`. Each FILE goes in whole or not
    at all; a line that is there already is left alone, so files may overlap and be brought in twice. Exits with 1 where
    a file was refused: the others went in.
    """
    from openbill.cli.imports.run_import_statements import run_import_statements

    return run_import_statements(files, organization, account=account, form=form)
