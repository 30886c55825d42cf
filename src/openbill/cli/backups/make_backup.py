"""Write a consistent backup while others work."""

import tempfile
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction

from openbill.cli.backups.archive import DUMP, Manifest, write_archive
from openbill.cli.backups.keys import key_files, key_ids
from openbill.cli.backups.tools import run_tool, server_major
from openbill.cli.new_file import new_file
from openbill.foundation import clock
from openbill.foundation.configuration import Configuration


def make_backup(path: Path, configuration: Configuration, *, with_keys: bool) -> Manifest:
    """Dump the database of one moment into a file; work goes on meanwhile.

    The manifest and the dump look at the same snapshot, so that what was counted is what a restore must find.
    Raises FileExists, NotAFile, FileNotWritable, ToolMissing, NoRoom and ToolFailed.
    """
    with new_file(path) as file, tempfile.TemporaryDirectory(dir=path.parent, prefix=".openbill-") as folder:
        dump = Path(folder) / DUMP
        dump.touch(mode=0o600)
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            manifest = _manifest(configuration, with_keys=with_keys)
            run_tool(
                "pg_dump",
                ["--format=custom", f"--snapshot={snapshot}", "--lock-wait-timeout=60000", f"--file={dump}"],
            )
        parts = {DUMP: dump}
        if with_keys:
            parts |= {f"keys/{each.name}": each for each in key_files(configuration)}
        write_archive(file, manifest, parts)
    return manifest


def _manifest(configuration: Configuration, *, with_keys: bool) -> Manifest:
    organizations, commands = count_records()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        migrations = [row[0] for row in cursor.fetchall()]
    return Manifest(
        version=version("openbill"),
        made_at=clock.now().isoformat(timespec="seconds"),
        postgres_major=server_major(),
        roles=dict(settings.DATABASE_ROLES),
        migrations=migrations,
        organizations=organizations,
        commands=commands,
        key_ids=key_ids(configuration),
        has_keys=with_keys,
    )


def count_records() -> tuple[int, int]:
    """How many organizations and commands the owner's database has."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM organization), (SELECT count(*) FROM command_log)")
        counted: tuple[int, int] = cursor.fetchone()
        return counted
