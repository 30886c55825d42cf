"""Running jobs: several at once, each in a thread, until told to stop."""

import asyncio
import logging
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Any

import click
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.job_context import JobContext
from procrastinate.worker import Worker

from openbill.foundation.jobs import CLOCK, SECONDS_UNTIL_A_SILENT_WORKER_IS_DEAD
from openbill.foundation.logs import log_fields
from openbill.primitives.errors import Refusal

logger = logging.getLogger("openbill.worker")

SECONDS_TO_FINISH = 30.0


class WorkerLostItsDatabase(Refusal):
    """The worker ended because it lost the database."""

    remedy = "Start it again when the database is there; whoever supervises it should do so by itself."


def run_jobs(*, concurrency: int, until_stopped: bool) -> None:
    """Run jobs of every queue, and queue those of the clock; until a signal, or until none is left.

    Raises WorkerLostItsDatabase.
    """
    import openbill.wiring.schedule  # noqa: F401 - tells the jobs of the clock

    was_stopped = asyncio.run(_run(concurrency, until_stopped))
    if until_stopped and not was_stopped:
        raise WorkerLostItsDatabase


async def _run(concurrency: int, until_stopped: bool) -> bool:
    jobs = _app_of_a_worker()
    async with jobs.open_async():
        work = asyncio.ensure_future(
            jobs.run_worker_async(
                concurrency=concurrency,
                wait=until_stopped,
                install_signal_handlers=False,
                shutdown_graceful_timeout=SECONDS_TO_FINISH,
                stalled_worker_timeout=SECONDS_UNTIL_A_SILENT_WORKER_IS_DEAD,
                worker_middleware=[_told_in_the_log],
            )
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, work.cancel)
        click.echo(f"The worker is ready: up to {concurrency} jobs at once.")
        try:
            await work
        except asyncio.CancelledError:
            click.echo("The worker has stopped.")
            return True
    return False


def _app_of_a_worker() -> App:
    """An app with the same tasks, over connections of its own.

    The tasks themselves keep Django's connection: what a job queues belongs to its own transaction.
    """
    assert isinstance(app.connector, DjangoConnector)
    jobs = DjangoApp(connector=app.connector.get_worker_connector())
    jobs.tasks = app.tasks
    jobs.periodic_registry = app.periodic_registry
    return jobs


async def _told_in_the_log(call_next: Callable[[], Awaitable[Any]], context: JobContext, _worker: Worker) -> Any:
    job = context.job
    organization = job.task_kwargs.get("organization_id")
    with log_fields(command=job.task_name, organization=organization, actor="system", job=job.id):
        began = time.monotonic()
        try:
            answer = await call_next()
        except Exception:
            logger.exception("The job failed.", extra={"seconds": _since(began), "attempts": job.attempts})
            raise
        is_worth_a_line = job.queue != CLOCK or answer
        logger.log(
            logging.INFO if is_worth_a_line else logging.DEBUG,
            "The job is done.",
            extra={"seconds": _since(began), **({"answer": answer} if answer is not None else {})},
        )
        return answer


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)
