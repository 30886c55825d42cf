"""How sales are taxed: tax codes, and their rates from day to day."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import DayField, Form, NumberField
from openbill.console.pages.settings.form_page import form_page
from openbill.console.reader import Reader
from openbill.console.words.states import TAX_CATEGORIES
from openbill.console.words.terms import terms_words
from openbill.invoicing.commands.add_tax_code import add_tax_code, add_tax_rate
from openbill.invoicing.queries.billing_codes import payment_terms, tax_code_of, tax_codes
from openbill.invoicing.types import UNTAXED, TaxCategory


class TaxRateForm(Form):
    """A rate from a day on."""

    percent = NumberField(label=gettext_lazy("Rate in %"))
    valid_from = DayField(
        label=gettext_lazy("From this day on"),
        help_text=gettext_lazy("Documents that are dated earlier keep the rate before it."),
    )

    places = {"tax_rate_impossible": "percent", "tax_rate_exists": "valid_from"}


class TaxCodeForm(Form):
    """A way of taxing, with its first rate."""

    label = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("Printed on documents, such as VAT 19 %."),
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        help_text=gettext_lazy("Short, such as DE19. It never changes."),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(each.value, TAX_CATEGORIES[each].text) for each in TaxCategory]
    )
    percent = NumberField(
        label=gettext_lazy("Rate in %"), required=False, help_text=gettext_lazy("Blank where no tax is charged.")
    )
    valid_from = DayField(
        label=gettext_lazy("From this day on"),
        help_text=gettext_lazy("No document that is dated earlier can use it."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Printed on documents that use it: why no tax is charged, say."),
    )

    places = {"tax_code_exists": "code", "tax_rate_impossible": "percent"}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if "category" in values and "percent" in values and values["percent"] is None:
            if TaxCategory(values["category"]) in UNTAXED:
                values["percent"] = Decimal(0)
            else:
                self.add_error("percent", _("Say the rate: this kind is taxed."))
        return values


def list_taxes(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Every tax code with its rates, and all payment terms in words."""
    taxes = [(each, each.percent_on(reader.today)) for each in tax_codes()]
    terms = [(each, terms_words(each, reader.formats)) for each in payment_terms()]
    return render(request, "console/settings/taxes.html", {"taxes": taxes, "terms": terms})


def show_new_tax_code(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for one more tax code."""
    usual = {"category": TaxCategory.STANDARD.value, "valid_from": reader.today.replace(month=1, day=1)}
    return form_page(
        request,
        form or TaxCodeForm(reader=reader, initial=usual),
        title=_("Add a tax code"),
        save=_("Add the tax code"),
        cancel=reverse("console:taxes"),
        hint=_("Each line of an invoice names one: it says how the line is taxed, and what is printed."),
    )


def add_code(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Add the tax code of the form."""
    form = TaxCodeForm(request.POST, reader=reader)
    values = form.values
    values["category"] = TaxCategory(values["category"])
    with form.refusals_shown():
        add_tax_code(**values, context=reader.context)
    say(request, _("The tax code is added."))
    return redirect("console:taxes")


def show_new_tax_rate(
    request: HttpRequest, reader: Reader, tax_code_id: UUID, form: Form | None = None
) -> HttpResponse:
    """The form for another rate of a tax code."""
    tax = tax_code_of(tax_code_id)
    return form_page(
        request,
        form or TaxRateForm(reader=reader),
        title=_("A new rate for %(tax)s") % {"tax": tax.label},
        save=_("Add the rate"),
        cancel=reverse("console:taxes"),
        hint=_("What was issued stays as it is; the name that is printed stays too."),
    )


def add_rate(request: HttpRequest, reader: Reader, tax_code_id: UUID) -> HttpResponse:
    """Give the tax code the rate of the form."""
    form = TaxRateForm(request.POST, reader=reader)
    with reader.scope():
        tax = tax_code_of(tax_code_id)
    values = form.values
    with form.refusals_shown():
        add_tax_rate(code=tax.code, **values, context=reader.context)
    say(request, _("The rate is added."))
    return redirect("console:taxes")
