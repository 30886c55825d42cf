"""The firm: its name and language, and the companies in it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import DayField, Form, LongChoiceField, NumberField
from openbill.console.pages.settings.form_page import form_page
from openbill.console.reader import Reader
from openbill.console.words.places import countries, currencies, languages, time_zones
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.organizations.commands.change_legal_entity import change_legal_entity
from openbill.organizations.commands.change_settings import change_settings
from openbill.organizations.queries.legal_entities import legal_entities, legal_entity_of
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.primitives.money import Money


class SettingsForm(Form):
    """What counts for all companies."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("In which customers are written to of whom no language is known."),
    )
    time_zone = LongChoiceField(
        label=gettext_lazy("Time zone"), help_text=gettext_lazy("It decides when a day begins.")
    )
    write_off_limit = NumberField(
        label=gettext_lazy("Write-offs without a second person up to"),
        help_text=gettext_lazy("Above it somebody else has to approve."),
    )

    places = {
        "name_missing": "name",
        "organization_name_taken": "name",
        "unseen_character": "name",
        "language_unknown": "language",
        "time_zone_unknown": "time_zone",
        "write_off_limit_wrong": "write_off_limit",
    }

    def __init__(self, *given: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        self.fields["language"].choices = languages(reader.formats.locale)  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = time_zones()  # type: ignore[attr-defined]


class ChangedEntityForm(Form):
    """What may change of a company."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    country = LongChoiceField(label=gettext_lazy("Country"), required=False)
    vat_number = forms.CharField(label=gettext_lazy("VAT number"), max_length=30, required=False)
    time_zone = LongChoiceField(label=gettext_lazy("Time zone"), required=False)
    cut_over_date = DayField(
        label=gettext_lazy("Cut-over date"),
        required=False,
        help_text=gettext_lazy("From this day on the books are kept here; nothing is posted before it."),
    )

    places = {
        "name_missing": "name",
        "unseen_character": "name",
        "country_unknown": "country",
        "time_zone_unknown": "time_zone",
        "posted_before_cut_over": "cut_over_date",
        "legal_entity_code_taken": "code",
        "unknown_currency": "currency",
    }

    def __init__(self, *given: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        locale = reader.formats.locale
        self.fields["country"].choices = [("", ""), *countries(locale)]  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = [("", ""), *time_zones()]  # type: ignore[attr-defined]
        if "currency" in self.fields:
            self.fields["currency"].choices = currencies(locale)  # type: ignore[attr-defined]


class NewEntityForm(ChangedEntityForm):
    """A company that is new; its code, currency and books are for ever."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        help_text=gettext_lazy("Short, such as DE or MAIN. It never changes."),
    )
    currency = LongChoiceField(label=gettext_lazy("Currency of its books"), help_text=gettext_lazy("It never changes."))
    books = forms.ChoiceField(
        label=gettext_lazy("Who keeps its general ledger"),
        choices=(
            ("openbill", gettext_lazy("Openbill")),
            ("mirror", gettext_lazy("Another program; Openbill mirrors its open items")),
        ),
    )
    field_order = ("name", "code", "currency", "books", "country", "vat_number", "time_zone", "cut_over_date")


def show_settings(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """The firm and its companies."""
    return render(
        request, "console/settings/firm.html", {"firm": organization_in_force(), "entities": legal_entities()}
    )


def show_change_of_settings(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form with what counts for all companies."""
    firm = organization_in_force()
    known = {
        "name": firm.name,
        "language": firm.language,
        "time_zone": firm.time_zone,
        "write_off_limit": reader.formats.amount(firm.write_off_limit.minor_units, firm.currency),
    }
    return form_page(
        request,
        form or SettingsForm(reader=reader, initial=known),
        title=_("Change the firm"),
        save=_("Save"),
        cancel=reverse("console:settings"),
    )


def change_firm(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Change the settings to what the form says."""
    form = SettingsForm(request.POST, reader=reader)
    values = form.values
    currency = reader.organization.currency
    values["write_off_limit"] = Money(form.minor("write_off_limit", currency), currency)
    with form.refusals_shown():
        change_settings(**values, context=reader.context)
    say(request, _("Saved."))
    return redirect("console:settings")


def show_new_entity(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for one more company."""
    usual = {"currency": reader.organization.currency, "time_zone": reader.organization.time_zone}
    return form_page(
        request,
        form or NewEntityForm(reader=reader, initial=usual),
        title=_("Add a company"),
        save=_("Add the company"),
        cancel=reverse("console:settings"),
        hint=_("Each company has its own invoices, numbers, bank accounts and books."),
    )


def add_entity(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Add the company of the form."""
    form = NewEntityForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        add_legal_entity(**values, context=reader.context)
    say(request, _("The company is added."))
    return redirect("console:settings")


def show_change_of_entity(
    request: HttpRequest, reader: Reader, legal_entity_id: UUID, form: Form | None = None
) -> HttpResponse:
    """The form with what is known of a company."""
    entity = legal_entity_of(legal_entity_id)
    known = {name: getattr(entity, name) for name in ChangedEntityForm.base_fields}
    return form_page(
        request,
        form or ChangedEntityForm(reader=reader, initial=known),
        title=_("Change %(company)s") % {"company": entity.name},
        save=_("Save"),
        cancel=reverse("console:settings"),
        hint=_("What was issued stays as it is."),
    )


def change_entity(request: HttpRequest, reader: Reader, legal_entity_id: UUID) -> HttpResponse:
    """Change the company to what the form says."""
    form = ChangedEntityForm(request.POST, reader=reader)
    values = form.values
    # A time zone that is left blank stays as it is: a company always has one.
    values["time_zone"] = values["time_zone"] or None
    with form.refusals_shown():
        change_legal_entity(legal_entity_id=legal_entity_id, **values, context=reader.context)
    say(request, _("Saved."))
    return redirect("console:settings")
