"""Exchange rates: seen by currency, and entered for a day."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import DayField, Form, LongChoiceField, NumberField
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.console.words.places import currencies
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.queries.exchange_rates import currencies_with_rates, exchange_rates
from openbill.ledger.types import RateToSet


class RateForm(Form):
    """What one unit of a currency is worth in another one on a day."""

    rate_date = DayField(
        label=gettext_lazy("Day"), help_text=gettext_lazy("It holds from this day until the next one that is entered.")
    )
    currency = LongChoiceField(label=gettext_lazy("One"))
    rate = NumberField(label=gettext_lazy("is worth"))
    functional_currency = LongChoiceField(label=gettext_lazy("of"))
    source = forms.CharField(
        label=gettext_lazy("Source"), max_length=100, required=False, help_text=gettext_lazy("Such as ECB.")
    )

    places = {
        "rate_is_not_positive": "rate",
        "rate_too_precise": "rate",
        "rate_of_one_currency": "functional_currency",
        "unknown_currency": "currency",
    }

    def __init__(self, *given: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        offered = currencies(reader.formats.locale)
        self.fields["currency"].choices = [("", ""), *offered]  # type: ignore[attr-defined]
        self.fields["functional_currency"].choices = offered  # type: ignore[attr-defined]


def list_rates(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """The rates that were entered, the latest first; of one currency where the address names it."""
    known = currencies_with_rates()
    chosen = request.GET.get("currency", "")
    currency = chosen if chosen in known else ""
    number = page_number(request)
    found = exchange_rates(currency=currency, offset=(number - 1) * ROWS, limit=ROWS)
    shown = {
        "rates": found.rows,
        "has_sources": any(rate.source for rate in found.rows),
        "currency": currency,
        "currencies": known,
        "paging": Paging(number, found.count),
    }
    return render(request, "console/books/rates.html", shown)


def show_new_rate(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for the rate of a day."""
    usual = {
        "rate_date": reader.today,
        "currency": request.GET.get("currency", ""),
        "functional_currency": reader.organization.currency,
    }
    return render(request, "console/books/new_rate.html", {"form": form or RateForm(reader=reader, initial=usual)})


def enter_rate(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Enter the rate of the form."""
    form = RateForm(request.POST, reader=reader)
    rate = RateToSet(**form.values)
    with form.refusals_shown():
        done = set_exchange_rates(rates=[rate], context=reader.context)
    if done.changed:
        say(request, _("The rate is replaced. What was posted keeps the rate that it was posted at."))
    else:
        say(request, _("The rate is entered."))
    return redirect("console:rates")
