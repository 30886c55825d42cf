"""`openbill csv-mapping set`"""

from pathlib import Path

import click

from openbill.cli.options import account_option, format_option, organization_option


@click.command(name="set")
@click.argument("file", type=click.Path(path_type=Path))
@account_option(required=True)
@click.option(
    "--column",
    "columns",
    metavar="WHAT=HEADING",
    multiple=True,
    help="Which column says what, such as booked_date=Buchungstag; text several times; blank for none.",
)
@click.option("--days", type=click.Choice(["DMY", "MDY", "YMD"]), help="What comes first in a date.")
@click.option("--signs", type=click.Choice(["signed", "turned", "unsigned"]), help="How money that went out is told.")
@click.option("--decimal-sign", type=click.Choice(["comma", "point"]), help="What stands before the cents.")
@click.option("--skip", type=int, metavar="LINES", help="Lines before the headings.")
@click.option("--skip-last", type=int, metavar="ROWS", help="Rows after the last booking.")
@click.option("--no-headings", is_flag=True, help="The columns are named by their numbers, from 1.")
@click.option("--delimiter", metavar="SIGN", help="What parts the columns, where there are no headings to tell.")
@organization_option
@format_option("table", "json")
def set_(
    file: Path,
    account: str,
    columns: tuple[str, ...],
    days: str | None,
    signs: str | None,
    decimal_sign: str | None,
    skip: int | None,
    skip_last: int | None,
    no_headings: bool,
    delimiter: str | None,
    organization: str | None,
    form: str,
) -> None:
    """Have the CSV files of an account read as FILE is: by its headings, and what is said here beside them.

    FILE itself is not brought in; it must be one that can be read so, or nothing is saved.
    """
    from openbill.cli.imports.save_csv_mapping import save_csv_mapping

    given = {
        "day_order": days,
        "signs": signs,
        "decimal_sign": decimal_sign,
        "skipped_first": skip,
        "skipped_last": skip_last,
        "has_headings": False if no_headings else None,
        "delimiter": delimiter,
    }
    said = {name: value for name, value in given.items() if value is not None}
    save_csv_mapping(file, organization, account=account, columns=columns, said=said, form=form)
