"""`openbill worker`"""

import click


@click.command()
@click.option("--once", is_flag=True, help="End when no job waits any more; the jobs of the clock are not waited for.")
@click.option("--concurrency", type=click.IntRange(1, 64), help="How many jobs at once; as configured otherwise.")
def worker(once: bool, concurrency: int | None) -> None:
    """Run the jobs that wait, and those that the clock starts, until SIGTERM or Ctrl-C.

    A job that runs then is finished first. Several workers, on several machines, share the work.
    """
    from django.conf import settings

    from openbill.foundation.end_with_parent import end_with_parent
    from openbill.worker.running import run_jobs

    end_with_parent()
    run_jobs(concurrency=concurrency or settings.CONFIGURATION.worker_concurrency, until_stopped=not once)
