"""What the clock starts.

A worker that imports this page queues each job at its times; at most one of a kind waits, and what was missed
while no worker ran is not made up for.
"""

import logging
from uuid import UUID

from django.conf import settings
from django.db import connections
from procrastinate.contrib.django import app

from openbill.direct_debits.commands.end_mandate import lapse_mandates
from openbill.direct_debits.jobs import organizations_with_mandates
from openbill.foundation import clock, jobs
from openbill.foundation.command_log.seal import seal_commands
from openbill.foundation.context import system_context
from openbill.gateways.jobs import look_after_gateways
from openbill.importing.commands.forget_uploads import KEPT, forget_uploads
from openbill.importing.jobs import organizations_with_uploads
from openbill.messaging.jobs import organizations_with_due_messages, send_due_messages_later
from openbill.organizations.types import OrganizationSummary
from openbill.unclaimed.jobs import set_clocks_of_all
from openbill.webhooks.jobs import tell_webhooks_later
from openbill.wiring.adapters import connect_adapters, has_mail_server
from openbill.wiring.kept_figures import keep_figures, organizations_with_stale_figures
from openbill.wiring.statements_folder import bring_in_laid_files

logger = logging.getLogger(__name__)

connect_adapters()


@app.periodic(cron="* * * * * */10")
@app.task(name="seal_all_commands", queue=jobs.CLOCK, queueing_lock="seal_all_commands", lock="seal_all_commands")
def seal_all_commands(timestamp: int) -> int:  # noqa: ARG001 - the clock names its time
    """Seal what was done since the last time, organization by organization."""
    return sum(_seal(organization_id) for organization_id in _organizations_with_unsealed_commands())


@app.periodic(cron="* * * * *")
@app.task(name="rescue_orphaned_jobs", queue=jobs.CLOCK, queueing_lock="rescue_orphaned_jobs")
async def rescue_orphaned_jobs(timestamp: int) -> int:  # noqa: ARG001
    """Queue again the jobs of workers that died."""
    return await jobs.rescue_orphaned_jobs()


@app.periodic(cron="* * * * *")
@app.task(name="send_all_due_messages", queue=jobs.CLOCK, queueing_lock="send_all_due_messages")
def send_all_due_messages(timestamp: int) -> int:  # noqa: ARG001
    """Queue the sending of what is due, organization by organization."""
    if has_mail_server():
        return send_due_messages_later(clock.now())
    waiting = len(organizations_with_due_messages(clock.now()))
    if waiting:
        logger.warning("Messages wait, and no mail server is configured.", extra={"organizations": waiting})
    return 0


@app.periodic(cron="* * * * * */10")
@app.task(name="tell_all_webhooks", queue=jobs.CLOCK, queueing_lock="tell_all_webhooks", lock="tell_all_webhooks")
def tell_all_webhooks(timestamp: int) -> int:  # noqa: ARG001
    """Queue the telling of what happened, webhook by webhook."""
    return tell_webhooks_later(clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="look_after_all_gateways", queue=jobs.CLOCK, queueing_lock="look_after_all_gateways", lock="gateways")
def look_after_all_gateways(timestamp: int) -> int:  # noqa: ARG001
    """Collect what is due by itself, ask about tries of which nothing was told, organization by organization."""
    return look_after_gateways(clock.now())


@app.periodic(cron="* * * * * */20")
@app.task(name="keep_all_figures", queue=jobs.CLOCK, queueing_lock="keep_all_figures", lock="keep_all_figures")
def keep_all_figures(timestamp: int) -> int:  # noqa: ARG001
    """Add up what has changed, and everything once a day is over, organization by organization."""
    return sum(_keep_figures(organization) for organization in organizations_with_stale_figures())


@app.periodic(cron="* * * * *")
@app.task(name="watch_statements", queue=jobs.CLOCK, queueing_lock="watch_statements", lock="watch_statements")
def watch_statements(timestamp: int) -> int:  # noqa: ARG001
    """Bring in the bank files that lie in the watched folder, where one is configured."""
    folder = settings.CONFIGURATION.statements_folder
    if folder is None:
        return 0
    try:
        return bring_in_laid_files(folder, clock.now())
    except OSError:
        logger.exception("The folder of bank files cannot be read.")
        return 0


@app.periodic(cron="17 * * * *")
@app.task(name="purge_finished_jobs", queue=jobs.CLOCK, queueing_lock="purge_finished_jobs")
async def purge_finished_jobs(timestamp: int) -> None:  # noqa: ARG001
    """Forget the jobs that were finished long ago."""
    await jobs.purge_finished_jobs()


@app.periodic(cron="41 3 * * *")
@app.task(name="forget_old_uploads", queue=jobs.CLOCK, queueing_lock="forget_old_uploads")
def forget_old_uploads(timestamp: int) -> int:  # noqa: ARG001
    """Forget the uploaded files that nobody has touched for a month, organization by organization."""
    before = clock.now() - KEPT
    return sum(
        forget_uploads(before=before, context=system_context(organization_id))
        for organization_id in organizations_with_uploads(before)
    )


@app.periodic(cron="23 4 * * *")
@app.task(name="lapse_all_mandates", queue=jobs.CLOCK, queueing_lock="lapse_all_mandates")
def lapse_all_mandates(timestamp: int) -> int:  # noqa: ARG001
    """End the mandates that were not used for 36 months, organization by organization."""
    today = clock.now().date()
    return sum(
        lapse_mandates(on=today, context=system_context(organization_id))
        for organization_id in organizations_with_mandates()
    )


@app.periodic(cron="7 5 * * *")
@app.task(name="set_all_clocks", queue=jobs.CLOCK, queueing_lock="set_all_clocks", lock="set_all_clocks")
def set_all_clocks(timestamp: int) -> int:  # noqa: ARG001
    """Set the clocks of credits that nobody claims, organization by organization."""
    return set_clocks_of_all()


def _organizations_with_unsealed_commands() -> list[UUID]:
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT organization_id FROM command_log WHERE sequence IS NULL AND is_finished")
        return [row[0] for row in cursor.fetchall()]


def _keep_figures(organization: OrganizationSummary) -> int:
    try:
        return keep_figures(organization.id)
    except Exception:
        # As above: lists are slower without it, and right.
        logger.exception("The figures of an organization cannot be kept.", extra={"of": organization.id})
        return 0


def _seal(organization_id: UUID) -> int:
    try:
        return seal_commands(organization_id)
    except Exception:
        # The others must not wait for the one that fails.
        logger.exception("The commands of an organization cannot be sealed.", extra={"of": organization_id})
        return 0
