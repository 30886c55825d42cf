"""`openbill migrate`"""

import click


@click.command()
def migrate() -> None:
    """Bring the tables of the database to this version. Harmless where they are."""
    from openbill.cli.migrations import migrate as migrate_database

    applied = migrate_database()
    for name in applied:
        click.echo(name)
    click.echo(f"{len(applied)} migrations applied." if applied else "Nothing to do: the database is up to date.")
