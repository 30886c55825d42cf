"""The months of the books: closed in order, reopened from the last one backwards."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openbill.console.acts import say
from openbill.console.forms import Form, ReasonField
from openbill.console.pages.books.trial_balance import chosen_company
from openbill.console.reader import Reader
from openbill.ledger.commands.close_period import close_period
from openbill.ledger.commands.reopen_period import reopen_period
from openbill.ledger.queries.closed_through import closed_through
from openbill.ledger.queries.journal import journal_page
from openbill.ledger.queries.periods import periods
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.ledger.types import JournalFilter
from openbill.organizations.queries.legal_entities import legal_entities, legal_entity_of
from openbill.primitives.calendar import month_start

A_MONTH_AT_LEAST = timedelta(days=32)


@dataclass(frozen=True)
class Check:
    """Something to look at before a month is closed; `tone` is good, warn or bad."""

    tone: str
    text: str


class MonthForm(Form):
    """The month that the page has shown."""

    month = forms.DateField(input_formats=["%Y-%m-%d"], widget=forms.HiddenInput)


class ReopenForm(MonthForm):
    """Why a month is opened again."""

    reason = ReasonField(max_length=500)

    places = {"reason_missing": "reason"}


def list_periods(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Every month of a company that was posted to or closed, the latest first."""
    entities = legal_entities()
    company = chosen_company(request, entities)
    months = list(reversed(periods(company.id)))
    shown = {
        "entities": entities,
        "company": company,
        "months": months,
        "closed_through": closed_through(company.id),
        "next": _next_month(company.id),
    }
    return render(request, "console/books/periods.html", shown)


def show_closing(request: HttpRequest, reader: Reader, legal_entity_id: UUID, form: Form | None = None) -> HttpResponse:
    """What is to be looked at before the next month is closed."""
    company = legal_entity_of(legal_entity_id)
    month = _next_month(company.id)
    shown: dict[str, Any] = {"company": company, "month": month, "form": form or MonthForm(reader=reader)}
    if month:
        end = _end_of(month)
        balance = trial_balance(company.id, end)
        entries = journal_page(JournalFilter(company.id, month, end), limit=1).entries
        shown["checks"] = _checks(end, reader.today, balance.functional_total_minor, has_entries=bool(entries))
    return render(request, "console/books/close.html", shown)


def close_month(request: HttpRequest, reader: Reader, legal_entity_id: UUID) -> HttpResponse:
    """Close the month that the page has shown."""
    form = MonthForm(request.POST, reader=reader)
    month = form.values["month"]
    with form.refusals_shown():
        close_period(legal_entity_id=legal_entity_id, month=month, context=reader.context)
    say(request, _("The month is closed."))
    return redirect(f"/periods?company={legal_entity_id}")


def show_reopening(
    request: HttpRequest, reader: Reader, legal_entity_id: UUID, form: Form | None = None
) -> HttpResponse:
    """What it means to open the last closed month again."""
    company = legal_entity_of(legal_entity_id)
    month = closed_through(company.id)
    shown = {"company": company, "month": month, "form": form or ReopenForm(reader=reader)}
    return render(request, "console/books/reopen.html", shown)


def reopen_month(request: HttpRequest, reader: Reader, legal_entity_id: UUID) -> HttpResponse:
    """Open the month again that the page has shown, for a reason."""
    form = ReopenForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        reopen_period(legal_entity_id=legal_entity_id, **values, context=reader.context)
    say(request, _("The month is open again."))
    return redirect(f"/periods?company={legal_entity_id}")


def _next_month(legal_entity_id: UUID) -> date | None:
    """The month that is closed next; None where nothing was ever posted."""
    closed = closed_through(legal_entity_id)
    if closed is not None:
        return month_start(closed + A_MONTH_AT_LEAST)
    return next((period.start_date for period in periods(legal_entity_id)), None)


def _end_of(month: date) -> date:
    return month_start(month + A_MONTH_AT_LEAST) - timedelta(days=1)


def _checks(end: date, today: date, difference_minor: int, *, has_entries: bool) -> list[Check]:
    return [
        Check("good", _("The month is over."))
        if end < today
        else Check(
            "warn", _("The month is not over: what comes later in it will be refused, or posted in the next one.")
        ),
        Check("good", _("Debits and credits are equal."))
        if difference_minor == 0
        else Check("bad", _("Debits and credits are not equal. Run openbill verify before you close.")),
        Check("good", _("Something was posted in it."))
        if has_entries
        else Check("warn", _("Nothing was posted in it.")),
    ]
