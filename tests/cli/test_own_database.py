"""A server of one's own: what docs/operating/own-database.md says works, word by word."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from openbill.foundation.embedded_postgres import EmbeddedPostgres, Server, installed_postgres

from .program import Outside

DOCUMENT = Path(__file__).parents[2] / "docs" / "operating" / "own-database.md"
ROLES = (
    *("openbill_app", "openbill_maintenance", "openbill_own_customers", "openbill_owner"),
    "openbill_sign_in",
)


def statements() -> list[str]:
    """The SQL of the document, one statement each."""
    (sql,) = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    return [statement.strip() for statement in sql.split(";") if statement.strip()]


@pytest.fixture(scope="module")
def bare_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server that knows nothing of Openbill, of the version that is tested."""
    wanted = request.config.getoption("--postgres")
    binaries = installed_postgres(int(wanted)) if wanted != "embedded" else None
    folder = Path(tempfile.mkdtemp(prefix="obo-"))
    folder.chmod(0o755)
    postgres = EmbeddedPostgres(folder / "home", binaries=binaries, durable=False, settings={"shared_buffers": "16MB"})
    server = postgres.start()
    with psycopg.connect(server.url(role="postgres", database="postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE openbill")
        for role in ROLES:
            connection.execute(f"DROP OWNED BY {role}")
        for role in ROLES:
            connection.execute(f"DROP ROLE {role}")
    yield server
    postgres.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def own(bare_server: Server) -> Iterator[Outside]:
    with psycopg.connect(bare_server.url(role="postgres", database="postgres"), autocommit=True) as connection:
        for statement in statements():
            connection.execute(statement)
    folder = Path(tempfile.mkdtemp(prefix="obo-"))
    program = Outside(
        folder / "home",
        DATABASE_URL=bare_server.url(role="openbill_app", database="openbill"),
        DATABASE_ADMIN_URL=bare_server.url(role="openbill_owner", database="openbill"),
    )
    yield program
    shutil.rmtree(folder)


@pytest.fixture
def ready(own: Outside) -> Outside:
    """The same with tables and one organization, whichever test comes first."""
    assert own("migrate").code == 0
    if not own("organizations", "--format", "json").json:
        assert own("create-organization", "Anna Ltd", "--currency", "EUR").code == 0
    return own


def test_an_empty_database_is_not_migrated_by_itself_and_the_command_is_named(own: Outside):
    answer = own("organizations", "--format", "json")
    assert (answer.code, answer.error["code"], answer.error["remedy"]) == (
        1,
        "database_is_empty",
        "Run: openbill migrate",
    )
    assert own("doctor").code == 1


def test_the_documents_roles_are_enough_for_everything(own: Outside):
    two = [own.start("migrate") for _ in range(2)]
    said = [process.communicate(timeout=120) for process in two]
    assert [process.returncode for process in two] == [0, 0], said
    assert sorted(out.splitlines()[-1].split()[0] for out, _ in said)[-1] == "Nothing"
    assert own("migrate").out == "Nothing to do: the database is up to date.\n"

    assert own("create-organization", "Anna Ltd", "--currency", "EUR").code == 0
    assert own("report", "aging").code == 0
    assert own("verify").code == 0
    doctor = own("doctor", "--format", "json")
    assert doctor.code == 0
    assert {line["grade"] for line in doctor.json} == {"ok"}, doctor.out


def test_backup_and_restore_work_with_the_documents_roles(ready: Outside):
    path = ready.home / "backup.tar"
    assert ready("backup", str(path)).code == 0
    ready("create-organization", "Bert GmbH", "--currency", "EUR")
    restored = ready("restore", str(path), "--replace", "--yes")
    assert restored.code == 0, restored.err
    assert [each["name"] for each in ready("organizations", "--format", "json").json] == ["Anna Ltd"]


def test_a_database_that_is_behind_is_refused_with_the_command_that_helps(ready: Outside, bare_server: Server):
    with psycopg.connect(bare_server.url(role="openbill_owner", database="openbill"), autocommit=True) as connection:
        (row,) = connection.execute(
            "DELETE FROM django_migrations WHERE app = 'importing' AND name LIKE '0002%' RETURNING name"
        ).fetchall()
        try:
            answer = ready("organizations", "--format", "json")
            assert (answer.code, answer.error["code"]) == (1, "database_is_behind")
            assert answer.error["remedy"].endswith("openbill migrate")
        finally:
            connection.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('importing', %s, now())", [row[0]]
            )
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '0099_x', now())")
        newer = ready("organizations", "--format", "json")
        assert (newer.code, newer.error["code"]) == (1, "database_is_newer")
        connection.execute("DELETE FROM django_migrations WHERE name = '0099_x'")


def test_the_doctor_sees_what_was_opened_too_wide(ready: Outside, bare_server: Server):
    with psycopg.connect(bare_server.url(role="postgres", database="openbill"), autocommit=True) as connection:
        connection.execute("ALTER TABLE open_item NO FORCE ROW LEVEL SECURITY")
        connection.execute("GRANT DELETE ON journal_line TO openbill_app")
        connection.execute("ALTER ROLE openbill_app BYPASSRLS")
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('events', 'x', 'doing')"
        )
        answer = ready("doctor")
        assert answer.code == 1
        assert "Tables show the rows of every organization: open_item." in answer.out
        assert "journal_line (DELETE)" in answer.out
        assert "openbill_app sees every organization" in answer.out
        assert "1 jobs lost their worker." in answer.out
        connection.execute("ALTER TABLE open_item FORCE ROW LEVEL SECURITY")
        connection.execute("REVOKE DELETE ON journal_line FROM openbill_app")
        connection.execute("ALTER ROLE openbill_app NOBYPASSRLS")
        connection.execute("DELETE FROM procrastinate_jobs")
    (ready.home / "keys" / "encryption.keys").chmod(0o644)
    assert "Run: chmod 600" in ready("doctor").out
    (ready.home / "keys" / "encryption.keys").chmod(0o600)
    assert ready("doctor").code == 0
