"""`openbill organizations`"""

import click

from openbill.cli.options import format_option


@click.command()
@format_option("table", "json", "csv")
def organizations(form: str) -> None:
    """List the organizations of this installation."""
    from openbill.cli.output import console, new_table, shown, text_cell, write_csv, write_json
    from openbill.organizations.queries.organizations import organizations as all_organizations
    from openbill.organizations.types import OrganizationSummary

    def cells(each: OrganizationSummary) -> tuple[str, ...]:
        return (
            each.name,
            each.currency,
            each.time_zone,
            "on" if each.is_in_safe_mode else "off",
            str(each.id),
        )

    columns = ("name", "currency", "time_zone", "safe_mode", "id")
    found = all_organizations()
    if form == "json":
        write_json([dict(zip(columns, cells(each), strict=True)) for each in found])
    elif form == "csv":
        write_csv(columns, (tuple(map(text_cell, cells(each))) for each in found))
    elif not found:
        click.echo("There is none yet. Create one with: openbill create-organization NAME --currency CODE")
    else:
        table = new_table("", [column.replace("_", " ") for column in columns], ())
        for each in found:
            table.add_row(*map(shown, cells(each)))
        console().print(table)
