"""`openbill csv-mapping propose`"""

from pathlib import Path

import click

from openbill.cli.options import format_option


@click.command(name="propose")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--currency", metavar="CODE", default="EUR", help="Of amounts beside which none is told; EUR without it.")
@format_option("table", "json")
def propose(file: Path, currency: str, form: str) -> None:
    """Show how FILE could be read, with its first five rows; nothing is saved."""
    from openbill.cash_application.reading.csv.propose_csv import propose_csv
    from openbill.cash_application.reading.csv.read_csv import first_rows
    from openbill.cli.imports.read_file import read_file
    from openbill.cli.imports.tell_csv_mapping import tell_csv_mapping

    content = read_file(file)
    proposed = propose_csv(content, file.name, currency)
    rows = first_rows(content, file.name, proposed.mapping, currency) if proposed.mapping.day_order else []
    tell_csv_mapping(proposed.mapping, notes=proposed.notes, rows=rows, form=form)
