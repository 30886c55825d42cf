"""The worker: jobs are run though workers are killed, take effect once, and never pile up."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.periodic import PeriodicDeferrer
from tests.support.database import connected_as
from tests.support.organizations import an_organization

from openbill.foundation import jobs
from openbill.foundation.command_log.seal import last_seal
from openbill.foundation.models import CommandLogEntry
from openbill.foundation.tenancy import scope
from openbill.primitives.identifiers import new_identifier

from .program import PROGRAM

ANSWER_TO_A_RATE = """
import os, sys, time
from datetime import date
from decimal import Decimal
import django
django.setup()

from openbill.foundation.events import subscribe
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.events import ExchangeRatesWereSet
from openbill.ledger.types import RateToSet
from openbill.worker.running import run_jobs

mode, folder = sys.argv[1:]

def answer(payload, context):
    # An answer that publishes an event itself, so that a job queues another one.
    if payload["functional_currencies"] != ["EUR"]:
        return
    with open(f"{folder}/{mode}-began", "a") as file:
        file.write("x")
    set_exchange_rates(rates=[RateToSet("USD", "CHF", date(2026, 1, 1), Decimal("0.9"))], context=context)
    if mode == "hang":
        time.sleep(600)

subscribe(ExchangeRatesWereSet, "answer_a_rate", answer)
run_jobs(concurrency=2, until_stopped=True)
"""

QUEUE_A_RATE = """
import sys
from datetime import date
from decimal import Decimal
from uuid import UUID
import django
django.setup()

from openbill.foundation.context import operator_context
from openbill.foundation.events import subscribe
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.events import ExchangeRatesWereSet
from openbill.ledger.types import RateToSet

subscribe(ExchangeRatesWereSet, "answer_a_rate", lambda payload, context: None)
set_exchange_rates(
    rates=[RateToSet("USD", "EUR", date(2026, 1, 1), Decimal("0.9"))],
    context=operator_context(UUID(sys.argv[1])),
)
"""


@pytest.fixture
def own_database() -> Iterator[dict[str, str]]:
    """A database in which no other test queues jobs: the environment that names it."""
    name = f"openbill_jobs_{new_identifier().hex}"
    with connected_as("postgres") as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE openbill_template OWNER openbill_owner")
    environment = {
        **os.environ,
        **{
            variable: os.environ[variable].replace(f"/{settings.DATABASES['default']['NAME']}?", f"/{name}?")
            for variable in ("DATABASE_URL", "DATABASE_ADMIN_URL")
        },
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    yield environment
    with connected_as("postgres") as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def ask(environment: dict[str, str], statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(environment["DATABASE_ADMIN_URL"], autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def run(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def wait_until(is_so: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < give_up_at, "It did not come."
        time.sleep(0.05)


def start_worker(environment: dict[str, str], mode: str, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", ANSWER_TO_A_RATE, mode, str(folder)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def work_until(environment: dict[str, str], mode: str, folder: Path, is_done: Callable[[], bool]) -> None:
    worker = start_worker(environment, mode, folder)
    try:
        wait_until(is_done)
    finally:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0


def test_a_job_whose_worker_was_killed_is_run_again_and_takes_effect_once(own_database: dict[str, str], tmp_path: Path):
    firm = run(own_database, str(PROGRAM), "create-organization", "Anna", "--currency", "EUR")
    assert "Anna" in firm
    ((organization,),) = ask(own_database, "SELECT id FROM organization")
    run(own_database, sys.executable, "-c", QUEUE_A_RATE, str(organization))
    assert ask(own_database, "SELECT task_name, status::text FROM procrastinate_jobs") == [("deliver_events", "todo")]

    hanging = start_worker(own_database, "hang", tmp_path)
    # The command of the answer is committed; the job that ran it is not finished.
    answers = "SELECT count(*) FROM command_log WHERE name = 'set_exchange_rates' AND idempotency_key IS NOT NULL"
    wait_until(lambda: ask(own_database, answers) == [(1,)])
    hanging.send_signal(signal.SIGKILL)
    hanging.wait()
    doing = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND task_name = 'deliver_events'"
    # The answer's own event may have been in the worker's hands as well.
    assert ask(own_database, doing) in ([(1,)], [(2,)])

    rescued = (
        "SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded' AND task_name = 'rescue_orphaned_jobs'"
    )
    before = ask(own_database, rescued)
    ask(own_database, "DELETE FROM procrastinate_periodic_defers")
    work_until(own_database, "early", tmp_path, lambda: ask(own_database, rescued) > before)
    assert not (tmp_path / "early-began").exists(), "a worker that was heard of a moment ago may be alive"

    ask(own_database, "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    ask(own_database, "DELETE FROM procrastinate_periodic_defers")
    delivered = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded' AND task_name = 'deliver_events'"
    work_until(own_database, "again", tmp_path, lambda: ask(own_database, delivered) == [(2,)])
    assert (tmp_path / "again-began").read_text() == "x"
    assert ask(own_database, doing) == [(0,)]
    assert ask(own_database, answers) == [(1,)]
    # The event of the answer was queued in the answer's transaction, once, and was delivered as well.
    assert ask(own_database, "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'deliver_events'") == [(2,)]
    assert "nothing wrong" in run(own_database, str(PROGRAM), "verify")


def test_a_worker_seals_what_was_done_and_stops_with_0(own_database: dict[str, str]):
    run(own_database, str(PROGRAM), "create-organization", "Anna", "--currency", "EUR")
    worker = subprocess.Popen(
        [str(PROGRAM), "worker"], env=own_database, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "The worker is ready: up to 4 jobs at once.\n"
    for _ in range(200):
        done = ask(own_database, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded'")
        if done != [(0,)]:
            break
        time.sleep(0.1)
    worker.send_signal(signal.SIGTERM)
    out, err = worker.communicate(timeout=30)
    assert (worker.returncode, out) == (0, "The worker has stopped.\n"), err
    assert "Traceback" not in err
    assert ask(own_database, "SELECT count(*) FROM procrastinate_workers") == [(0,)]


def test_the_clock_queues_one_of_a_kind_however_long_no_worker_ran():
    import openbill.wiring.schedule  # noqa: F401

    def waiting() -> dict[str, int]:
        with connected_as("maintenance") as connection:
            rows = connection.execute(
                "SELECT task_name, count(*) FROM procrastinate_jobs WHERE queue_name = 'clock' AND status = 'todo'"
                " GROUP BY task_name"
            ).fetchall()
        return dict(rows)

    deferrer = PeriodicDeferrer(registry=app.periodic_registry, **app.periodic_defaults)
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC).timestamp()

    async def tick() -> None:
        for seconds in (0, 10, 20, 3_600, 7_200):
            await deferrer.defer_jobs(list(deferrer.get_previous_tasks(at=noon + seconds)))

    asyncio.run(tick())
    counted = waiting()
    assert counted["seal_all_commands"] == 1
    assert max(counted.values()) == 1


def test_everything_unsealed_is_sealed_in_its_own_organization():
    from openbill.wiring.schedule import seal_all_commands

    one, other = an_organization(), an_organization("CHF")
    seal_all_commands(timestamp=0)
    for firm in (one, other):
        with scope(firm.id):
            assert last_seal(firm.id) is not None
            assert not CommandLogEntry.objects.filter(organization_id=firm.id, sequence=None).exists()


def a_job(status: str, *, attempts: int = 0, task: str = "deliver_events", queueing_lock: str | None = None) -> int:
    with connected_as("maintenance") as connection:
        row = connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts, queueing_lock)"
            " VALUES ('events', %s, %s::procrastinate_job_status, %s, %s) RETURNING id",
            [task, status, attempts, queueing_lock],
        ).fetchone()
    assert row is not None
    return row[0]


def state_of(job: int) -> str | None:
    with connected_as("maintenance") as connection:
        row = connection.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job]).fetchone()
    return row[0] if row else None


def test_orphans_are_queued_again_but_not_for_ever():
    fresh, worn_out = a_job("doing"), a_job("doing", attempts=jobs.MAX_ATTEMPTS)
    lock = str(new_identifier())
    superseded, waiting = a_job("doing", queueing_lock=lock), a_job("todo", queueing_lock=lock)
    assert asyncio.run(jobs.rescue_orphaned_jobs()) == 1
    assert [state_of(each) for each in (fresh, worn_out, superseded, waiting)] == ["todo", "failed", "failed", "todo"]


def test_finished_jobs_are_forgotten_after_a_month():
    old, young, waiting = a_job("todo"), a_job("todo"), a_job("todo")
    with connected_as("maintenance") as connection:
        connection.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = ANY(%s)", [[old, young]])
        connection.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = ANY(%s)", [[old, young]])
        connection.execute("UPDATE procrastinate_events SET at = now() - interval '31 days' WHERE job_id = %s", [old])
    asyncio.run(jobs.purge_finished_jobs())
    assert [state_of(each) for each in (old, young, waiting)] == [None, "succeeded", "todo"]


def test_what_a_job_queues_is_taken_back_with_its_transaction():
    from openbill.worker.running import _app_of_a_worker

    worker_app = _app_of_a_worker()
    assert worker_app.tasks is app.tasks
    assert app.connector is not worker_app.connector
    firm = an_organization()
    event = new_identifier()

    def queue_and_break_down() -> None:
        with scope(firm.id):
            jobs.deliver_events_later(firm.id, [event])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        queue_and_break_down()
    with connected_as("maintenance") as connection:
        rows = connection.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE args -> 'event_ids' ? %s", [str(event)]
        ).fetchone()
    assert rows == (0,)
