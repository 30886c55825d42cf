"""The own bank accounts, on which customers pay."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import Form, LongChoiceField
from openbill.console.pages.settings.form_page import form_page
from openbill.console.reader import Reader
from openbill.console.words.places import currencies
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.organizations.types import LegalEntityDetails


class BankAccountForm(Form):
    """An account of a company."""

    legal_entity_id = forms.TypedChoiceField(label=gettext_lazy("Company"))
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("Such as the bank's. Customers do not see it."),
    )
    currency = LongChoiceField(label=gettext_lazy("Currency"))
    iban = forms.CharField(label=gettext_lazy("IBAN"), max_length=50, required=False)
    bic = forms.CharField(label=gettext_lazy("BIC"), max_length=11, required=False)
    account_number = forms.CharField(
        label=gettext_lazy("Account number"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Only where the account has no IBAN."),
    )

    places = {
        "legal_entity_unknown": "legal_entity_id",
        "name_missing": "name",
        "unseen_character": "name",
        "unknown_currency": "currency",
        "iban_wrong": "iban",
        "bic_wrong": "bic",
        "bank_account_unnumbered": "iban",
        "bank_account_known": "iban",
    }

    def __init__(self, *given: Any, entities: list[LegalEntityDetails], reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        choose_company(self, entities)
        self.fields["currency"].choices = currencies(reader.formats.locale)  # type: ignore[attr-defined]


def choose_company(form: Form, entities: list[LegalEntityDetails], name: str = "legal_entity_id") -> None:
    """Let a field offer the companies, and give the identifier of the chosen one; one alone needs no choosing."""
    field = form.fields[name]
    identifiers = {str(entity.id): entity.id for entity in entities}
    field.choices = [(str(entity.id), entity.name) for entity in entities]  # type: ignore[attr-defined]
    field.coerce = identifiers.get  # type: ignore[attr-defined]
    if len(entities) == 1:
        field.widget = forms.HiddenInput()
        field.initial = str(entities[0].id)


def list_bank_accounts(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Every account, by company."""
    accounts = bank_accounts()
    by_company = [
        (entity, [account for account in accounts if account.legal_entity_id == entity.id])
        for entity in legal_entities()
    ]
    return render(request, "console/settings/bank_accounts.html", {"by_company": by_company, "count": len(accounts)})


def show_new_bank_account(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for one more account."""
    entities = legal_entities()
    usual = {"currency": entities[0].currency, "legal_entity_id": str(entities[0].id)}
    return form_page(
        request,
        form or BankAccountForm(reader=reader, entities=entities, initial=usual),
        title=_("Add a bank account"),
        save=_("Add the account"),
        cancel=reverse("console:bank-accounts"),
        hint=_("It is printed on documents in its currency, with a code to scan where it has an IBAN."),
    )


def add_account(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Add the account of the form."""
    form = BankAccountForm(request.POST, reader=reader, entities=reader.companies)
    values = form.values
    with form.refusals_shown():
        add_bank_account(**values, context=reader.context)
    say(request, _("The account is added."))
    return redirect("console:bank-accounts")
