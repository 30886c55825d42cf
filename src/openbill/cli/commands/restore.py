"""`openbill restore`"""

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True))
@click.option("--replace", is_flag=True, help="Replace what is in the database now.")
@click.option("--yes", is_flag=True, help="Replace it without asking.")
@click.pass_obj
def restore(installation: object, file: Path, replace: bool, yes: bool) -> int:
    """Bring the backup in FILE back, all or nothing, and verify it.

    It is restored into a database aside, which takes the other's place at the very end. Workers and other
    programs lose their connection in that moment; start them again.
    """
    from openbill.cli.backups.errors import TargetNotEmpty
    from openbill.cli.backups.keys import key_ids
    from openbill.cli.backups.restore_backup import organizations_there, read_backup, restore_backup
    from openbill.cli.reports.show_findings import show_findings
    from openbill.cli.runtime import Installation
    from openbill.organizations.queries.organizations import organizations
    from openbill.wiring.verification import CHECKS, findings

    assert isinstance(installation, Installation)
    configuration = installation.configuration
    manifest = read_backup(file)
    there = organizations_there()
    if there and not replace:
        raise TargetNotEmpty(count=there)
    if there and not yes:
        click.confirm(
            f"Replace {there} organizations with the {manifest.organizations} of {manifest.made_at}?",
            abort=True,
        )
    verified = 0

    def is_right() -> bool:
        nonlocal verified
        found = {each.name: list(findings(each.id)) for each in organizations()}
        verified = show_findings(found, check_count=sum(check.invariants for check in CHECKS), form="table")
        return verified == 0

    restored = restore_backup(file, manifest, configuration, is_right=is_right)
    click.echo(f"The backup of {manifest.made_at} is in place: {manifest.organizations} organizations.")
    for each in restored.keys_set_aside:
        click.echo(f"The key file that was there before is now {each}.")
    missing = [each for each in manifest.key_ids if each not in key_ids(configuration)]
    if missing:
        click.secho(f"The keys {', '.join(missing)} are missing: personal data cannot be read.", fg="red", err=True)
        click.echo(f"Bring the file encryption.keys of the backed-up home to {configuration.keys_folder}.", err=True)
    if restored.kept_database is not None:
        click.echo(f"The database from before is kept as {restored.kept_database}.")
    return verified
