"""The direct debits that were refused or came back: why, what it cost, and what follows."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from openbill.console.asked_list import asked_list
from openbill.console.csv_file import csv_file, major
from openbill.console.reader import Reader
from openbill.console.tables import RETURNED_DEBITS
from openbill.console.words.direct_debits import DECISIONS
from openbill.console.words.sentences import sentence
from openbill.direct_debits.policies.return_decision import return_decision
from openbill.direct_debits.queries.find_debits import DebitsBy, ListedDebit, find_returned_debits
from openbill.direct_debits.types import Decision


def list_returned(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What came back, the last first: found by customer, filtered by what follows, sorted, page by page."""
    asked = asked_list(request, DebitsBy, DebitsBy.ENDED)
    wanted = request.GET.get("decision", "")
    decision = Decision(wanted) if wanted in DECISIONS else None
    page = find_returned_debits(decision=decision, **asked.arguments)
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(RETURNED_DEBITS, page, is_filtered=bool(decision)),
        "debits": [(row, meaning_of(row)) for row in page.rows],
        "decisions": [(code, word.text) for code, word in DECISIONS.items()],
        "decision": decision,
    }
    return render(request, "console/direct_debits/returned.html", shown)


def meaning_of(debit: ListedDebit) -> str:
    """What the bank's code says, in the reader's language."""
    return sentence(return_decision(debit.reason).meaning)


def _as_file(rows: Sequence[ListedDebit], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Day"), _("Customer number"), _("Customer"), _("Mandate"), _("Batch"), _("State"), _("Bank's code")),
        *(_("Reason"), _("Currency"), _("Amount"), _("Fee"), _("What follows"), _("Again from")),
    ]
    written = (
        [
            *(row.ended_on, row.customer_number, row.customer_name, row.mandate_reference, row.batch_number, row.state),
            *(row.reason, meaning_of(row), row.currency, major(row.amount_minor, row.currency)),
            *(major(row.fee_minor, row.currency), str(DECISIONS[row.decision].text), row.retry_date),
        ]
        for row in rows
    )
    return csv_file(f"returned-debits-{reader.today}", columns, written)
