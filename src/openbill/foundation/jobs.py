"""Work that happens later, in a worker: queued in the transaction that wants it, taken back with it."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.types import JSONDict

from openbill.foundation import clock
from openbill.foundation.context import Context, system_context
from openbill.foundation.events import subscribers_of
from openbill.foundation.models import StoredEvent
from openbill.foundation.tenancy import scope
from openbill.primitives.errors import Refusal

logger = logging.getLogger(__name__)

SECONDS_UNTIL_A_SILENT_WORKER_IS_DEAD = 60
DAYS_FINISHED_JOBS_ARE_KEPT = 30
MAX_ATTEMPTS = 10
EVENTS_A_JOB = 100
CLOCK = "clock"
"""The queue of the jobs that the clock starts."""


class RetryUnlessRefused(BaseRetryStrategy):
    """Try a failed job again after 2, 4, 8 ... seconds, ten times in all: about 17 minutes.

    A refusal is an answer, not a fault: it would be the same the next time, so the job fails at once.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, Refusal) or job.attempts >= MAX_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": 2 ** (job.attempts + 1)})


def deliver_events_later(organization_id: UUID, event_ids: Sequence[UUID]) -> None:
    """Queue the delivery of stored events to their subscribers, many of one command in one job."""
    arguments: list[JSONDict] = [
        {
            "organization_id": str(organization_id),
            "event_ids": [str(event_id) for event_id in event_ids[start : start + EVENTS_A_JOB]],
        }
        for start in range(0, len(event_ids), EVENTS_A_JOB)
    ]
    deliver_events.batch_defer(*arguments)


def queue_job(name: str, *, queue: str, lock: str, in_seconds: int = 0, **arguments: str) -> None:
    """Queue a job by the name of its task, in the running transaction; those with one lock run one after the other."""
    later: dict[str, Any] = {"schedule_in": {"seconds": in_seconds}} if in_seconds else {}
    app.configure_task(name, queue=queue, lock=lock, **later).defer(**arguments)


@app.task(name="deliver_events", queue="events", retry=RetryUnlessRefused())
def deliver_events(*, organization_id: str, event_ids: Sequence[str]) -> None:
    """Hand events to each of their subscribers.

    Each subscriber's command carries a key made of the event and the subscriber's name, so that a delivery that is
    repeated, for whatever reason, acts once. One that fails stops no other; then the job is tried again, unless all
    that failed were refusals.
    """
    context = system_context(UUID(organization_id))
    with scope(context.organization_id):
        events = StoredEvent.objects.filter(organization_id=context.organization_id, id__in=list(event_ids))
        found = list(events.order_by("id"))
    failures: list[Exception] = []
    for event in found:
        for name, subscriber in subscribers_of(event.kind).items():
            try:
                subscriber(event.payload, _context_of_delivery(context, str(event.id), name, event.at))
            except Exception as error:
                logger.warning("An event was not delivered.", extra={"event": str(event.id), "to": name}, exc_info=True)
                failures.append(error)
    if failures:
        raise next((each for each in failures if not isinstance(each, Refusal)), failures[0])


def _context_of_delivery(context: Context, event_id: str, subscriber: str, at: datetime) -> Context:
    key = f"event {event_id} to {subscriber}"
    return Context(context.organization_id, context.actor, at, idempotency_key=key)


async def rescue_orphaned_jobs() -> int:
    """Queue again the jobs whose worker died while it had them, and count them.

    A worker says that it is alive every few seconds; one that has been silent for a minute is dead. A job
    that had its workers die too often is not tried again.
    """
    orphans = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SECONDS_UNTIL_A_SILENT_WORKER_IS_DEAD)
    count = 0
    for job in orphans:
        count += await _rescue(job)
    await app.job_manager.prune_stalled_workers(SECONDS_UNTIL_A_SILENT_WORKER_IS_DEAD)
    return count


async def _rescue(job: Job) -> bool:
    told = {"job": job.id, "task": job.task_name, "attempts": job.attempts}
    try:
        if job.attempts < MAX_ATTEMPTS:
            await app.job_manager.retry_job(job, retry_at=clock.now())
            logger.warning("A job lost its worker and is queued again.", extra=told)
            return True
        logger.error("A job lost its worker too often and is given up.", extra=told)
    except UniqueViolation:
        # Another job with the same queueing lock waits already, and does what this one would have done.
        logger.info("A job lost its worker and is done by the next of its kind.", extra=told)
    except ConnectorException:
        logger.info("A job that seemed lost has gone on meanwhile.", extra=told)
        return False
    with suppress(ConnectorException):
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
    return False


async def purge_finished_jobs() -> None:
    """Delete jobs that ended, well or not, a month ago; those of the clock, many and alike, after an hour."""
    for queue, hours in ((CLOCK, 1), (None, DAYS_FINISHED_JOBS_ARE_KEPT * 24)):
        await app.job_manager.delete_old_jobs(
            hours, queue=queue, include_failed=True, include_cancelled=True, include_aborted=True
        )


def queued_jobs() -> dict[str, Any]:
    """How many jobs are in which state."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status ORDER BY status")
        return dict(cursor.fetchall())
