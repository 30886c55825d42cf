"""The baseline of writing: the owner's COPY of the identical rows into the same tables with the same guards."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg
from tests.performance.server import TEMPLATE, make_database, url

# What was written as it was written: items wholly open, before their allocations.
AS_INSERTED = {
    "open_minor": "amount_minor",
    "open_functional_minor": "functional_minor",
    "last_allocation_date": "NULL::date",
    "last_undoing_date": "NULL::date",
}


def seconds_to_copy(
    folder: Path, name: str, shell: Sequence[str], copied: Mapping[str, str], *, parts: Mapping[str, str] | None = None
) -> float:
    """Copy rows of the bench's database into a new one, and say how long the `copied` took.

    `shell` are the tables that these refer to, in order; `copied` maps a table to the SELECT of its rows, in which
    {columns} stands for its columns. Of tables in `parts` the shell has the rows of a SELECT only, past the guards.
    """
    database = f"openbill_bench_{name}"
    make_database(database, template=TEMPLATE)
    with (
        psycopg.connect(url("postgres", "openbill_bench")) as source,
        psycopg.connect(url("openbill_owner", database)) as target,
    ):
        for table in shell:
            _load(target, table, *_dump(source, folder, table, "SELECT {columns} FROM " + table))
        target.commit()
        with psycopg.connect(url("postgres", database)) as superuser:
            superuser.execute("SET session_replication_role = replica")
            for table, select in (parts or {}).items():
                _load(superuser, table, *_dump(source, folder, table, select))
        files = {table: _dump(source, folder, table, select) for table, select in copied.items()}
        started = time.perf_counter()
        for table, (path, columns) in files.items():
            _load(target, table, path, columns)
        target.commit()
        return time.perf_counter() - started


def _dump(source: psycopg.Connection, folder: Path, table: str, select: str) -> tuple[Path, list[str]]:
    columns = [
        row[0]
        for row in source.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND column_name <> 'transaction_id' AND is_generated = 'NEVER'"
            " ORDER BY ordinal_position",
            [table],
        )
    ]
    named = [AS_INSERTED.get(column, column) if table == "open_item" else column for column in columns]
    path = folder / f"{table}.copy"
    statement = select.format(columns=", ".join(named))
    with path.open("wb") as file, source.cursor().copy(f"COPY ({statement}) TO STDOUT") as copy:
        for block in copy:
            file.write(block)
    return path, columns


def _load(target: psycopg.Connection, table: str, path: Path, columns: list[str]) -> None:
    with path.open("rb") as file, target.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        while block := file.read(1 << 20):
            copy.write(block)
