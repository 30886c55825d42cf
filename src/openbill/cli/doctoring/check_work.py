"""The work behind the scenes: jobs that are stuck, commands without a seal, what waits for a rate, databases left."""

from collections.abc import Iterator

from django.db import connections

from openbill.cli.doctoring.check_seals import check_seals
from openbill.cli.doctoring.check_values import check_values
from openbill.cli.doctoring.line import Line, ok, warn

_SILENT_SECONDS = 60
_WAITING_MINUTES = 15
_UNSEALED_MINUTES = 5


def check_work() -> Iterator[Line]:
    """Whether jobs, seals and values keep up."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FILTER (WHERE job.status = 'doing' AND (worker.id IS NULL
                       OR worker.last_heartbeat < now() - %(silent)s * interval '1 second')),
                   count(*) FILTER (WHERE job.status = 'todo' AND coalesce(job.scheduled_at, queued.at)
                       < now() - %(waiting)s * interval '1 minute'),
                   count(*) FILTER (WHERE job.status = 'failed'),
                   (SELECT count(*) FROM procrastinate_workers
                    WHERE last_heartbeat > now() - %(silent)s * interval '1 second')
            FROM procrastinate_jobs job
            LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
            LEFT JOIN LATERAL (
                SELECT max(at) AS at FROM procrastinate_events WHERE job_id = job.id
            ) AS queued ON true
            WHERE job.status IN ('todo', 'doing', 'failed')
            """,
            {"silent": _SILENT_SECONDS, "waiting": _WAITING_MINUTES},
        )
        orphans, waiting, failed, workers = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM command_log"
            " WHERE sequence IS NULL AND recorded_at < now() - %s * interval '1 minute'",
            [_UNSEALED_MINUTES],
        )
        (unsealed,) = cursor.fetchone()
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname ~ %s ORDER BY 1",
            [r"_(restoring|replaced)_[0-9a-f]{8}$"],
        )
        left_behind = [row[0] for row in cursor.fetchall()]
    yield from _jobs(orphans, waiting, failed, workers)
    if unsealed:
        yield warn(
            f"{unsealed} commands of more than {_UNSEALED_MINUTES} minutes ago have no seal.",
            "Run a worker: openbill worker",
        )
    else:
        yield ok("Every command is sealed.")
    yield from check_seals()
    yield from check_values()
    if left_behind:
        yield warn(
            f"A restore left databases behind: {', '.join(left_behind)}.",
            "Drop them when they are needed no more: DROP DATABASE name",
        )


def _jobs(orphans: int, waiting: int, failed: int, workers: int) -> Iterator[Line]:
    start = "Run a worker: openbill worker"
    if orphans:
        yield warn(f"{orphans} jobs lost their worker.", f"A worker takes them up within a minute. {start}")
    if waiting:
        yield warn(
            f"{waiting} jobs have waited for more than {_WAITING_MINUTES} minutes; {workers} workers run.",
            start if not workers else "Look into the log of the workers, or run more of them.",
        )
    if failed:
        yield warn(f"{failed} jobs failed in the last days.", "Look into the log of the workers.")
    if not (orphans or waiting or failed):
        yield ok(f"No job is stuck; {workers} workers are running.")
