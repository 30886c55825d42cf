"""Matching what came in, in a worker."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from openbill.cash_application.commands.match_lines import match_lines
from openbill.cash_application.types.decisions import Matched
from openbill.foundation.context import system_context
from openbill.foundation.jobs import RetryUnlessRefused

QUEUE = "cash_application"


@app.task(name="match_bank_account", queue=QUEUE, retry=RetryUnlessRefused())
def match_bank_account(*, organization_id: str, bank_account_id: str) -> int:
    """Look at all lines of an account that nobody looked at; how many were posted."""
    posted = 0
    while (matched := _next(UUID(organization_id), UUID(bank_account_id))).seen:
        posted += matched.posted
    return posted


def match_later(organization_id: UUID, bank_account_id: UUID) -> None:
    """Queue it in the running transaction; one at a time for each account, or two would settle the same debts."""
    name = f"match_bank_account {organization_id} {bank_account_id}"
    job = match_bank_account.configure(lock=name, queueing_lock=name)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(organization_id=str(organization_id), bank_account_id=str(bank_account_id))


def _next(organization_id: UUID, bank_account_id: UUID) -> Matched:
    """Each lot in a transaction of its own: what is decided stays decided where a worker is killed."""
    return match_lines(bank_account_id=bank_account_id, context=system_context(organization_id))
