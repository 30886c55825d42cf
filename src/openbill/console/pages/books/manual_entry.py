"""Posting by hand, between accounts that no open item stands on; and taking such an entry back."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import DayField, Form, FormIncomplete, NumberField, ReasonField
from openbill.console.pages.settings.bank_accounts import choose_company
from openbill.console.reader import Reader
from openbill.console.words.sentences import sentence
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.commands.reverse_entry import reverse_entry
from openbill.ledger.policies.default_chart import CONTROL_ROLES
from openbill.ledger.queries.accounts import accounts
from openbill.ledger.types import ManualLine
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.organizations.types import LegalEntityDetails

LINES = 6


class EntryForm(Form):
    """An entry in the currency of its company's books."""

    legal_entity_id = forms.TypedChoiceField(label=gettext_lazy("Company"))
    posting_date = DayField(label=gettext_lazy("Day"))
    reason = ReasonField(max_length=500)

    places = {
        "reason_missing": "reason",
        "period_is_closed": "posting_date",
        "before_cut_over": "posting_date",
        "legal_entity_unknown": "legal_entity_id",
    }

    def __init__(
        self, *given: Any, entities: list[LegalEntityDetails], chart: list[tuple[str, str]], reader: Reader, **more: Any
    ) -> None:
        super().__init__(*given, reader=reader, **more)
        choose_company(self, entities)
        for place in range(LINES):
            account = forms.ChoiceField(label=_("Account"), required=False, choices=[("", ""), *chart])
            account.widget.attrs["class"] = "field-s"
            self.fields[f"account_{place}"] = account
            for side, label in (("debit", _("Debit")), ("credit", _("Credit"))):
                amount = NumberField(label=label, required=False)
                amount.reader = reader
                amount.widget.attrs["class"] = "field-s text-end"
                self.fields[f"{side}_{place}"] = amount

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each line."""
        return [(self[f"account_{place}"], self[f"debit_{place}"], self[f"credit_{place}"]) for place in range(LINES)]

    def lines(self, currency: str) -> list[ManualLine]:
        """The lines that say something. Raises FormIncomplete."""
        values = self.values
        found = []
        for place in range(LINES):
            code = values[f"account_{place}"]
            debit, credit = values[f"debit_{place}"], values[f"credit_{place}"]
            if not code and debit is None and credit is None:
                continue
            if not code:
                self.add_error(f"account_{place}", _("Choose an account."))
            elif (debit is None) == (credit is None):
                self.add_error(f"debit_{place}", _("Give a debit or a credit."))
            else:
                side, sign = ("debit", 1) if debit is not None else ("credit", -1)
                found.append(ManualLine(code, currency, sign * self.minor(f"{side}_{place}", currency)))
        if self.errors:
            raise FormIncomplete(self)
        return found


def show_new_entry(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for an entry."""
    usual = {"posting_date": reader.today, "legal_entity_id": str(reader.companies[0].id)}
    return render(request, "console/books/new_entry.html", {"form": form or _form(reader, initial=usual)})


def post_entry(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Post the entry of the form."""
    with reader.scope():
        form = _form(reader, request.POST)
    values = form.values
    company = next(each for each in reader.companies if each.id == values["legal_entity_id"])
    lines = form.lines(company.currency)
    with form.refusals_shown():
        entry_id = post_manual_entry(
            legal_entity_id=company.id,
            posting_date=values["posting_date"],
            lines=lines,
            reason=values["reason"],
            context=reader.context,
        )
    say(request, _("The entry is posted."))
    return redirect("console:entry", entry_id)


def take_entry_back(request: HttpRequest, reader: Reader, entry_id: UUID) -> HttpResponse:
    """Post the mirror of an entry that was posted by hand."""
    done = reverse_entry(entry_id=entry_id, reason=request.POST.get("reason", "")[:500], context=reader.context)
    say(request, _("The entry is taken back by its mirror."))
    return redirect("console:entry", done.entry_id)


def _form(reader: Reader, *typed: Any, **options: Any) -> EntryForm:
    chart = [
        (account.code, f"{account.code} {sentence(account.name)}")
        for account in accounts().values()
        if account.role not in CONTROL_ROLES
    ]
    return EntryForm(*typed, reader=reader, entities=legal_entities(), chart=chart, **options)
