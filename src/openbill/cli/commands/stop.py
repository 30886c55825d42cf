"""`openbill stop`"""

import click

from openbill.primitives.errors import Refusal


class DatabaseIsNotOurs(Refusal):
    """The database of DATABASE_URL is not started by Openbill, and so not stopped by it."""

    remedy = "Stop it where it was started."


@click.command()
@click.pass_obj
def stop(installation: object) -> None:
    """Stop the embedded PostgreSQL of this home, whoever uses it, and wait until it has ended."""
    from openbill.cli.runtime import Installation
    from openbill.foundation.embedded_postgres import EmbeddedPostgres

    assert isinstance(installation, Installation)
    if not installation.is_embedded:
        raise DatabaseIsNotOurs
    EmbeddedPostgres(installation.configuration.home).stop()
    click.echo(f"PostgreSQL in {installation.configuration.home} is not running.")
