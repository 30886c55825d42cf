"""`openbill backup`"""

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--with-keys", is_flag=True, help="Put the encryption keys into the file too: guard it like the keys.")
@click.pass_obj
def backup(installation: object, file: Path, with_keys: bool) -> None:
    """Write the whole database of one moment into FILE, while work goes on.

    The encryption keys are not in it unless you say so: keep them apart, or what is personal cannot be read
    after a restore.
    """
    from openbill.cli.backups.keys import key_files
    from openbill.cli.backups.make_backup import make_backup
    from openbill.cli.runtime import Installation

    assert isinstance(installation, Installation)
    configuration = installation.configuration
    manifest = make_backup(file.absolute(), configuration, with_keys=with_keys)
    size = f"{file.stat().st_size / 1_000_000:.1f} MB"
    click.echo(f"Backup of {manifest.organizations} organizations as of {manifest.made_at} in {file} ({size}).")
    if with_keys:
        names = ", ".join(each.name for each in key_files(configuration)) or "none: they are configured elsewhere"
        click.echo(f"The keys are in it ({names}): who has the file can read everything.")
    else:
        click.echo(f"The keys are NOT in it: keep a copy of {configuration.keys_folder} in another safe place.")
