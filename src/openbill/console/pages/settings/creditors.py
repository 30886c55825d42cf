"""As whom each company collects by direct debit, and on which account."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import Form
from openbill.console.pages.settings.form_page import form_page
from openbill.console.reader import Reader
from openbill.direct_debits.commands.set_creditor import set_creditor
from openbill.direct_debits.policies.collection_date import NOTICE_DAYS
from openbill.direct_debits.queries.creditors import creditors
from openbill.direct_debits.types import DebitVersion
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.queries.legal_entities import legal_entities, legal_entity_of
from openbill.organizations.types import BankAccountDetails


class CreditorForm(Form):
    """How a company collects."""

    identifier = forms.CharField(
        label=gettext_lazy("Creditor identifier"),
        max_length=50,
        help_text=gettext_lazy("From the letter of the central bank, such as DE98ZZZ09999999999."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=140, required=False, help_text=gettext_lazy("Blank: the company's.")
    )
    bank_account_id = forms.ChoiceField(label=gettext_lazy("Collected on the account"))
    notice_days = forms.IntegerField(
        label=gettext_lazy("Days of notice"),
        help_text=gettext_lazy("So long before a collection its payer is told; 14 where nothing else was agreed."),
    )
    is_batch_booked = forms.BooleanField(
        label=gettext_lazy("The bank books the sum of a file as one line."), required=False
    )
    marks_first = forms.BooleanField(label=gettext_lazy("The bank still asks for FRST."), required=False)
    version = forms.ChoiceField(
        label=gettext_lazy("Version of the file"), choices=[(each.value, each.value) for each in DebitVersion]
    )

    places = {
        "creditor_identifier_wrong": "identifier",
        "account_cannot_collect": "bank_account_id",
        "notice_days_wrong": "notice_days",
        "name_missing": "name",
        "unseen_character": "name",
    }

    def __init__(self, *given: Any, accounts: list[BankAccountDetails], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["bank_account_id"].choices = [(str(each.id), each.name) for each in accounts]  # type: ignore[attr-defined]


def list_creditors(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Every company, with how it collects."""
    known = {each.legal_entity_id: each for each in creditors()}
    accounts = {each.id: each for each in bank_accounts()}
    shown = []
    for entity in legal_entities():
        creditor = known.get(entity.id)
        shown.append((entity, creditor, accounts.get(creditor.bank_account_id) if creditor else None))
    return render(request, "console/settings/creditors.html", {"companies": shown})


def show_creditor(
    request: HttpRequest, reader: Reader, legal_entity_id: UUID, form: Form | None = None
) -> HttpResponse:
    """The form with how a company collects."""
    entity = legal_entity_of(legal_entity_id)
    known = next((each for each in creditors() if each.legal_entity_id == legal_entity_id), None)
    usual: dict[str, Any] = {"notice_days": NOTICE_DAYS, "is_batch_booked": True, "version": DebitVersion.V08.value}
    if known:
        usual = {name: getattr(known, name) for name in CreditorForm.base_fields}
    return form_page(
        request,
        form or CreditorForm(reader=reader, accounts=_accounts(legal_entity_id), initial=usual),
        title=_("How %(company)s collects") % {"company": entity.name},
        save=_("Save"),
        cancel=reverse("console:creditors"),
        hint=_("Another identifier or name is told to the payers' banks with the next collection under each mandate."),
    )


def change_creditor(request: HttpRequest, reader: Reader, legal_entity_id: UUID) -> HttpResponse:
    """Set how the company collects."""
    with reader.scope():
        accounts = _accounts(legal_entity_id)
    form = CreditorForm(request.POST, reader=reader, accounts=accounts)
    values = form.values
    values["bank_account_id"], values["version"] = UUID(values["bank_account_id"]), DebitVersion(values["version"])
    with form.refusals_shown():
        set_creditor(legal_entity_id=legal_entity_id, **values, context=reader.context)
    say(request, _("Saved."))
    return redirect("console:creditors")


def _accounts(legal_entity_id: UUID) -> list[BankAccountDetails]:
    """The company's own accounts in euros."""
    return [
        each
        for each in bank_accounts()
        if each.legal_entity_id == legal_entity_id and each.currency == "EUR" and each.iban
    ]
