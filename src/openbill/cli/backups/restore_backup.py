"""Bring a backup back: aside first, proven, and then in one moment."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections

from openbill.cli.backups.archive import DUMP, Manifest, extract_part, read_manifest
from openbill.cli.backups.errors import BackupIsNewer, OtherRoles, RestoredOtherwise, ServerIsOlder
from openbill.cli.backups.exchange_database import (
    beside_the_databases,
    django_over,
    drop_replaced,
    exchange,
    fresh_database,
)
from openbill.cli.backups.keys import put_keys_in_place
from openbill.cli.backups.make_backup import count_records
from openbill.cli.backups.tools import run_tool, server_major
from openbill.cli.migrations import known_migrations, migrate
from openbill.foundation.configuration import Configuration
from openbill.foundation.secrets import DJANGO_KEY_FILE, KEY_FILE

_PREFIX = "restoring-"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: key files that it set aside, and the old database where it was kept."""

    keys_set_aside: list[Path]
    kept_database: str | None


def read_backup(path: Path) -> Manifest:
    """Prove a backup from its first byte to its last, and that this installation can take it.

    Raises NoBackup, BackupDamaged, BackupIsNewer, ServerIsOlder and OtherRoles.
    """
    manifest = read_manifest(path)
    unknown = sorted(name for name in manifest.migrations if name not in known_migrations())
    if unknown:
        raise BackupIsNewer(version=manifest.version, unknown=", ".join(unknown))
    major = server_major()
    if manifest.postgres_major > major:
        raise ServerIsOlder(made_with=manifest.postgres_major, major=major)
    if dict(manifest.roles) != settings.DATABASE_ROLES:
        theirs, ours = (
            ", ".join(roles[name] for name in sorted(roles)) for roles in (manifest.roles, settings.DATABASE_ROLES)
        )
        raise OtherRoles(theirs=theirs, ours=ours)
    return manifest


def organizations_there() -> int:
    """How many organizations the database in use has; 0 where it has no tables yet."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.organization') IS NOT NULL")
        (has_tables,) = cursor.fetchone()
    return count_records()[0] if has_tables else 0


def restore_backup(
    path: Path, manifest: Manifest, configuration: Configuration, *, is_right: Callable[[], bool]
) -> Restored:
    """Put the backup in the place of the database in use.

    Until the two change names, everything happens in a database aside: whatever fails, and whoever kills it,
    leaves the old one as it was. `is_right` looks at the result; where it is not, the old database is kept
    under another name.
    """
    with beside_the_databases() as connection, _folder_for_parts(configuration.home) as folder:
        dump = folder / DUMP
        extract_part(path, DUMP, dump, manifest)
        keys = _extracted_keys(path, manifest, folder)
        with fresh_database(connection) as fresh:
            run_tool(
                "pg_restore",
                ["--single-transaction", "--exit-on-error", f"--dbname={fresh}", str(dump)],
                database=fresh,
            )
            with django_over(fresh):
                _refuse_other_content(manifest)
                migrate()
            replaced = exchange(connection, fresh)
        set_aside = put_keys_in_place(keys, configuration)
        if not is_right():
            return Restored(set_aside, replaced)
        drop_replaced(connection, replaced)
    return Restored(set_aside, None)


@contextmanager
def _folder_for_parts(home: Path) -> Iterator[Path]:
    """A folder of our own in the home; what a killed restore left there goes first."""
    for left_over in home.glob(f"{_PREFIX}*"):
        shutil.rmtree(left_over, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=_PREFIX) as folder:
        yield Path(folder)


def _extracted_keys(path: Path, manifest: Manifest, folder: Path) -> list[Path]:
    own = {f"keys/{name}" for name in (KEY_FILE, DJANGO_KEY_FILE)}
    keys = []
    for name in sorted(own & manifest.parts.keys()):
        keys.append(folder / name.removeprefix("keys/"))
        extract_part(path, name, keys[-1], manifest)
    return keys


def _refuse_other_content(manifest: Manifest) -> None:
    counted = count_records()
    if counted != (manifest.organizations, manifest.commands):
        raise RestoredOtherwise(
            counted=f"{counted[0]} organizations and {counted[1]} commands",
            expected=f"{manifest.organizations} and {manifest.commands}",
        )
