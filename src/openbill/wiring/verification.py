"""What `openbill verify` proves: each part of the books, and who proves it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from openbill.cash_application.queries.check_cash import INVARIANTS as CASH_INVARIANTS
from openbill.cash_application.queries.check_cash import check_cash
from openbill.collections.queries.check_collections import INVARIANTS as COLLECTIONS_INVARIANTS
from openbill.collections.queries.check_collections import check_collections
from openbill.direct_debits.queries.check_direct_debits import INVARIANTS as DIRECT_DEBITS_INVARIANTS
from openbill.direct_debits.queries.check_direct_debits import check_direct_debits
from openbill.disputes.queries.check_disputes import INVARIANTS as DISPUTES_INVARIANTS
from openbill.disputes.queries.check_disputes import check_disputes
from openbill.documents.queries.check_documents import INVARIANTS as DOCUMENTS_INVARIANTS
from openbill.documents.queries.check_documents import check_documents
from openbill.foundation.command_log.verify_chain import broken_links
from openbill.foundation.finding import Finding
from openbill.foundation.tenancy import current_organization_id, scope
from openbill.gateways.queries.check_gateways import INVARIANTS as GATEWAYS_INVARIANTS
from openbill.gateways.queries.check_gateways import check_gateways
from openbill.invoicing.queries.check_invoicing import INVARIANTS as INVOICING_INVARIANTS
from openbill.invoicing.queries.check_invoicing import check_invoicing
from openbill.ledger.queries.check_ledger import INVARIANTS as LEDGER_INVARIANTS
from openbill.ledger.queries.check_ledger import check_ledger
from openbill.messaging.queries.check_messages import CHECKS as MESSAGING_INVARIANTS
from openbill.messaging.queries.check_messages import check_messages
from openbill.payments.queries.check_payments import INVARIANTS as PAYMENTS_INVARIANTS
from openbill.payments.queries.check_payments import check_payments
from openbill.primitives.errors import Refusal
from openbill.receivables.queries.check_kept_balances import check_kept_balances
from openbill.receivables.queries.check_receivables import CHECKS as RECEIVABLES_INVARIANTS
from openbill.receivables.queries.check_receivables import check_receivables
from openbill.unclaimed.queries.check_unclaimed import INVARIANTS as UNCLAIMED_INVARIANTS
from openbill.unclaimed.queries.check_unclaimed import check_unclaimed


@dataclass(frozen=True, slots=True)
class Check:
    """A part of the verification and how many invariants it proves."""

    find: Callable[[], Iterator[Finding]]
    invariants: int


class VerificationTookTooLong(Refusal):
    """There is too much in the books to check all of it within {seconds} seconds."""

    remedy = "Ask whoever runs this machine for: openbill verify. It takes the time that it needs."


def findings(organization_id: UUID) -> Iterator[Finding]:
    """Everything that is wrong with an organization's records; nothing where all is right.

    All checks look at one moment: one read-only snapshot, so that work that goes on meanwhile is either in
    it as a whole or not at all.
    """
    with _snapshot(organization_id):
        for check in CHECKS:
            yield from check.find()


def findings_within(organization_id: UUID, *, seconds: int) -> list[Finding]:
    """As `findings`, for somebody who waits. Raises VerificationTookTooLong."""
    found: list[Finding] = []
    end = time.monotonic() + seconds
    try:
        with _snapshot(organization_id):
            for check in CHECKS:
                _let_statements_take(end - time.monotonic())
                found += check.find()
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise VerificationTookTooLong(seconds=seconds) from error
        raise
    return found


@contextmanager
def _snapshot(organization_id: UUID) -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        with scope(organization_id):
            yield


def _let_statements_take(seconds: float) -> None:
    # A timeout of 0 would be none.
    milliseconds = max(1, int(seconds * 1000))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])


def _check_receivables() -> Iterator[Finding]:
    return check_receivables(current_organization_id())


def _check_command_log() -> Iterator[Finding]:
    for what in broken_links(current_organization_id()):
        yield Finding("command_log_is_complete_and_unchanged", what, "command log")


def _check_messages() -> Iterator[Finding]:
    return check_messages(current_organization_id())


CHECKS = (
    Check(_check_command_log, 1),
    Check(check_ledger, len(LEDGER_INVARIANTS)),
    Check(_check_receivables, len(RECEIVABLES_INVARIANTS)),
    Check(check_kept_balances, 1),
    Check(check_documents, len(DOCUMENTS_INVARIANTS)),
    Check(check_invoicing, len(INVOICING_INVARIANTS)),
    Check(check_payments, len(PAYMENTS_INVARIANTS)),
    Check(check_gateways, len(GATEWAYS_INVARIANTS)),
    Check(check_disputes, len(DISPUTES_INVARIANTS)),
    Check(check_cash, len(CASH_INVARIANTS)),
    Check(check_collections, len(COLLECTIONS_INVARIANTS)),
    Check(check_direct_debits, len(DIRECT_DEBITS_INVARIANTS)),
    Check(check_unclaimed, len(UNCLAIMED_INVARIANTS)),
    Check(_check_messages, len(MESSAGING_INVARIANTS)),
)
