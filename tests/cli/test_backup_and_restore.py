"""A backup is of one moment, proves itself, and comes back all or nothing."""

import json
import signal
import sys
import tarfile
import time
from pathlib import Path

import pytest

from .program import Outside

WRITE_UNTIL_TOLD = """
import os, sys, time
from contextlib import ExitStack
from openbill.cli.runtime import open_server
from openbill.foundation.configuration import load_configuration

with ExitStack() as stack:
    open_server(stack, load_configuration())
    from openbill.cli.organization import organization_named
    from openbill.foundation.context import operator_context
    from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
    from openbill.ledger.types import RateToSet
    from datetime import date
    from decimal import Decimal

    firm = organization_named("Anna Ltd")
    count = 0
    while not os.path.exists(sys.argv[1]):
        count += 1
        set_exchange_rates(
            rates=[RateToSet("USD", "EUR", date(2026, 1, 1), Decimal(count) / 100)],
            context=operator_context(firm.id),
        )
        if count == 5:
            print("writing", flush=True)
"""

RECONNECT_UNTIL_TOLD = """
import os, sys
from contextlib import ExitStack
import psycopg
from openbill.cli.runtime import open_server
from openbill.foundation.configuration import load_configuration

with ExitStack() as stack:
    open_server(stack, load_configuration())
    address = os.environ["DATABASE_URL"]
    print("reconnecting", flush=True)
    while not os.path.exists(sys.argv[1]):
        try:
            with psycopg.connect(address) as connection:
                while not os.path.exists(sys.argv[1]):
                    connection.execute("SELECT 1")
        except psycopg.OperationalError:
            continue
"""

CATALOGUE = """
import os, sys
from contextlib import ExitStack
from openbill.cli.runtime import open_server
from openbill.foundation.configuration import load_configuration

with ExitStack() as stack:
    open_server(stack, load_configuration())
    from django.db import connections
    with connections["owner"].cursor() as cursor:
        cursor.execute('''
            SELECT relname, relkind::text, relacl::text, pg_get_userbyid(relowner), relrowsecurity,
                   relforcerowsecurity FROM pg_class
            WHERE relnamespace = 'public'::regnamespace ORDER BY 1''')
        print(cursor.fetchall())
        cursor.execute("SELECT * FROM pg_policies ORDER BY tablename, policyname")
        print(cursor.fetchall())
        cursor.execute("SELECT proname, proacl::text, prosecdef, pg_get_userbyid(proowner) FROM pg_proc"
                       " WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2")
        print(cursor.fetchall())
        cursor.execute("SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1")
        print(cursor.fetchall())
        cursor.execute("SELECT datname, datacl::text, datlocprovider::text, encoding FROM pg_database"
                       " WHERE datname LIKE 'openbill%' ORDER BY 1")
        print(cursor.fetchall())
"""


@pytest.fixture(scope="module")
def with_firm(lasting: Outside) -> Outside:
    assert lasting("create-organization", "Anna Ltd", "--currency", "EUR").code == 0
    return lasting


def organizations(program: Outside) -> list[str]:
    return [each["name"] for each in program("organizations", "--format", "json").json]


def changed(source: Path, target: Path, at: int, byte: bytes = b"\x00") -> Path:
    content = bytearray(source.read_bytes())
    content[at] = byte[0] ^ content[at] ^ 0xFF
    target.write_bytes(content)
    return target


@pytest.fixture(scope="module")
def backup(with_firm: Outside) -> Path:
    path = with_firm.home.parent / "backup.tar"
    answer = with_firm("backup", str(path))
    assert answer.code == 0
    assert "The keys are NOT in it" in answer.out
    return path


def test_a_backup_made_while_others_write_comes_back_whole_in_another_home(
    with_firm: Outside, fresh: Outside, tmp_path: Path
):
    told = tmp_path / "told"
    writer = with_firm.start("-c", WRITE_UNTIL_TOLD, str(told), program=[sys.executable])
    assert writer.stdout is not None
    assert writer.stdout.readline() == "writing\n"
    path = with_firm.home.parent / "while-writing.tar"
    made = with_firm("backup", str(path), "--with-keys")
    told.touch()
    _, err = writer.communicate(timeout=60)
    assert writer.returncode == 0, err
    assert made.code == 0, made.err
    assert "encryption.keys" in made.out
    assert path.stat().st_mode & 0o777 == 0o600

    restored = fresh("restore", str(path))
    assert restored.code == 0, restored.err
    assert "in 1 organization, nothing wrong." in restored.out
    assert organizations(fresh) == ["Anna Ltd"]
    assert (fresh.home / "keys" / "encryption.keys").read_bytes() == (
        with_firm.home / "keys" / "encryption.keys"
    ).read_bytes()
    assert fresh("doctor").code == 0


def test_owners_rights_policies_and_triggers_survive(with_firm: Outside, fresh: Outside, backup: Path):
    assert fresh("restore", str(backup)).code == 0
    here, there = with_firm.python(CATALOGUE), fresh.python(CATALOGUE)
    assert here.code == there.code == 0, there.err
    assert here.out.splitlines() == there.out.splitlines()


def test_a_home_without_the_keys_is_told_so(fresh: Outside, backup: Path):
    answer = fresh("restore", str(backup))
    assert answer.code == 0
    assert "personal data cannot be read" in answer.err


@pytest.mark.parametrize("place", ["dump", "manifest", "digest"])
def test_a_changed_file_is_refused_and_nothing_changes(with_firm: Outside, backup: Path, tmp_path: Path, place: str):
    with tarfile.open(backup) as tar:
        names = {"dump": "database.dump", "manifest": "manifest.json", "digest": "manifest.sha256"}
        member = tar.getmember(names[place])
    at = member.offset_data + member.size // 2
    wrong = changed(backup, tmp_path / "wrong.tar", at)
    answer = with_firm("restore", str(wrong), "--replace", "--yes")
    assert answer.code == 1
    assert "is damaged" in answer.err
    assert "Traceback" not in answer.err
    assert organizations(with_firm) == ["Anna Ltd"]


def test_a_cut_file_is_refused_wherever_it_was_cut(with_firm: Outside, backup: Path, tmp_path: Path):
    whole = backup.read_bytes()
    for length in (0, 100, 600, 5_000, len(whole) // 2, len(whole) - 12_000):
        cut = tmp_path / "cut.tar"
        cut.write_bytes(whole[:length])
        answer = with_firm("restore", str(cut), "--replace", "--yes")
        assert answer.code == 1, length
        assert "is damaged" in answer.err or "is no backup of Openbill" in answer.err
    assert organizations(with_firm) == ["Anna Ltd"]


def test_any_other_file_is_refused(with_firm: Outside, tmp_path: Path):
    (tmp_path / "other.txt").write_text("hello " * 1_000)
    with tarfile.open(tmp_path / "other.tar", "w") as tar:
        tar.add(tmp_path / "other.txt", "other.txt")
    for name in ("other.txt", "other.tar"):
        answer = with_firm("restore", str(tmp_path / name))
        assert answer.code == 1
        assert "is no backup of Openbill" in answer.err
    assert with_firm("restore", str(tmp_path / "missing.tar")).code == 2


def test_a_backup_of_a_newer_version_is_refused(with_firm: Outside, backup: Path, tmp_path: Path):
    from openbill.cli.backups.archive import DUMP, extract_part, read_manifest, write_archive

    manifest = read_manifest(backup)
    extract_part(backup, DUMP, tmp_path / "dump", manifest)
    newer = type(manifest)(
        **{
            **{name: getattr(manifest, name) for name in manifest.__slots__},
            "version": "9.0",
            "migrations": [*manifest.migrations, "ledger.0099_from_the_future"],
        }
    )
    with (tmp_path / "newer.tar").open("wb") as file:
        write_archive(file, newer, {DUMP: tmp_path / "dump"})
    answer = with_firm("restore", str(tmp_path / "newer.tar"), "--replace", "--yes")
    assert answer.code == 1
    assert "made by Openbill 9.0, which has what this version lacks: ledger.0099_from_the_future" in answer.err


def test_a_database_with_organizations_is_replaced_only_where_that_is_wanted(with_firm: Outside, backup: Path):
    with_firm("create-organization", "Bert GmbH", "--currency", "CHF")
    refused = with_firm("restore", str(backup))
    assert refused.code == 1
    assert "add --replace" in refused.err
    unconfirmed = with_firm("restore", str(backup), "--replace")
    assert unconfirmed.code == 1
    assert organizations(with_firm) == ["Anna Ltd", "Bert GmbH"]
    assert with_firm("restore", str(backup), "--replace", "--yes").code == 0
    assert organizations(with_firm) == ["Anna Ltd"]


def test_somebody_who_always_comes_back_cannot_hinder_a_restore(with_firm: Outside, backup: Path, tmp_path: Path):
    told = tmp_path / "told"
    stubborn = with_firm.start("-c", RECONNECT_UNTIL_TOLD, str(told), program=[sys.executable])
    assert stubborn.stdout is not None
    assert stubborn.stdout.readline() == "reconnecting\n"
    try:
        restored = with_firm("restore", str(backup), "--replace", "--yes")
    finally:
        told.touch()
        stubborn.communicate(timeout=60)
    assert restored.code == 0, restored.err
    assert organizations(with_firm) == ["Anna Ltd"]


def test_a_restore_that_is_killed_leaves_the_old_data_and_the_next_one_tidies_up(with_firm: Outside, backup: Path):
    with_firm("create-organization", "Carla SA", "--currency", "EUR")
    before = organizations(with_firm)
    # A worker keeps the server running, so that only the restore is killed.
    worker = with_firm.start("worker")
    assert worker.stdout is not None
    assert worker.stdout.readline().startswith("The worker is ready")
    for seconds in (0.0, 0.2, 0.4):
        restore = with_firm.start("restore", str(backup), "--replace", "--yes")
        while not list(with_firm.home.glob("restoring-*")) and restore.poll() is None:
            time.sleep(0.01)
        time.sleep(seconds)
        restore.send_signal(signal.SIGKILL)
        restore.communicate(timeout=30)
        assert organizations(with_firm) in (before, ["Anna Ltd"])
    assert with_firm("restore", str(backup), "--replace", "--yes").code == 0
    worker.communicate(timeout=60)
    assert worker.returncode == 1, "the worker loses its database and says so"
    assert organizations(with_firm) == ["Anna Ltd"]
    assert list(with_firm.home.glob("restoring-*")) == []
    names = with_firm.python(CATALOGUE).out.splitlines()[-1]
    assert "_restoring_" not in names


def test_a_backup_never_takes_the_place_of_a_file(with_firm: Outside, backup: Path):
    before = backup.read_bytes()
    answer = with_firm("backup", str(backup))
    assert answer.code == 1
    assert "exists already" in answer.err
    assert backup.read_bytes() == before
    nowhere = with_firm("backup", str(backup.parent / "no" / "such" / "folder.tar"))
    assert nowhere.code == 1
    assert "Traceback" not in nowhere.err


def test_the_manifest_names_the_keys_and_never_shows_them(with_firm: Outside, backup: Path):
    with tarfile.open(backup) as tar:
        content = tar.extractfile("manifest.json")
        assert content is not None
        manifest = json.loads(content.read())
        assert tar.getnames() == ["manifest.json", "manifest.sha256", "database.dump"]
    key_id, _, key = (with_firm.home / "keys" / "encryption.keys").read_text().strip().partition(":")
    assert manifest["key_ids"] == [key_id]
    assert manifest["organizations"] == 1
    assert key.encode() not in backup.read_bytes()
