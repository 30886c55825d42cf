"""The forms of a mandate: added, signed on paper, changed."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.choices import named_identifier
from openbill.console.choosing import choose_customer
from openbill.console.forms import DayField, Form, LongChoiceField, PdfField
from openbill.console.pages.settings.bank_accounts import choose_company
from openbill.console.reader import Reader
from openbill.console.words.direct_debits import MANDATE_USES, SCHEMES, SIGNED_HOW
from openbill.console.words.places import countries
from openbill.customers.queries.customer_details import customer_details
from openbill.direct_debits.commands.add_mandate import add_mandate
from openbill.direct_debits.commands.amend_mandate import amend_mandate
from openbill.direct_debits.commands.sign_mandate import keep_signed_mandate, sign_mandate
from openbill.direct_debits.queries.mandates import MandateInOrder, mandate_of
from openbill.direct_debits.types import MandateUse, Scheme, SignedHow

ACCOUNT_PLACES = {
    "iban_missing": "debtor_iban",
    "iban_wrong": "debtor_iban",
    "account_outside_sepa": "debtor_iban",
    "bic_wrong": "debtor_bic",
    "bank_code_missing": "debtor_bic",
    "address_missing": "debtor_town",
    "country_unknown": "debtor_country",
    "name_missing": "debtor_name",
}


class AccountForm(Form):
    """Whose account it is, and where its holder lives."""

    debtor_name = forms.CharField(label=gettext_lazy("Account holder"), max_length=140)
    debtor_iban = forms.CharField(label=gettext_lazy("IBAN"), max_length=50)
    debtor_bic = forms.CharField(
        label=gettext_lazy("BIC"),
        max_length=11,
        required=False,
        help_text=gettext_lazy("Only for banks outside of the European Economic Area."),
    )
    debtor_street = forms.CharField(label=gettext_lazy("Street and number"), max_length=70, required=False)
    debtor_postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=16, required=False)
    debtor_town = forms.CharField(label=gettext_lazy("Town"), max_length=35, required=False)
    debtor_country = LongChoiceField(label=gettext_lazy("Country"), required=False)

    places = ACCOUNT_PLACES

    def __init__(self, *given: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        self.fields["debtor_country"].choices = [("", ""), *countries(reader.formats.locale)]  # type: ignore[attr-defined]


class MandateForm(AccountForm):
    """A mandate as it was signed, or to be signed."""

    legal_entity_id = forms.TypedChoiceField(label=gettext_lazy("Company"))
    scheme = forms.ChoiceField(label=gettext_lazy("Scheme"))
    use = forms.ChoiceField(label=gettext_lazy("Kind"))
    reference = forms.CharField(
        label=gettext_lazy("Mandate reference"),
        max_length=35,
        required=False,
        help_text=gettext_lazy("Blank: the next of our own."),
    )
    notice_days = forms.IntegerField(
        label=gettext_lazy("Days of notice"),
        required=False,
        help_text=gettext_lazy("Only where something else was agreed with this customer."),
    )
    signed_on = DayField(
        label=gettext_lazy("Signed on"),
        required=False,
        help_text=gettext_lazy("Blank: it waits for the signature, on paper or by a link."),
    )
    signed_how = forms.ChoiceField(label=gettext_lazy("Signed"), required=False)

    field_order = (
        *("legal_entity_id", "scheme", "use", "reference", "debtor_name", "debtor_iban", "debtor_bic"),
        *("debtor_street", "debtor_postal_code", "debtor_town", "debtor_country", "notice_days"),
        *("signed_on", "signed_how"),
    )
    places = ACCOUNT_PLACES | {
        "reference_wrong": "reference",
        "mandate_reference_known": "reference",
        "notice_days_wrong": "notice_days",
        "mandate_signed_later": "signed_on",
        "signature_missing": "signed_on",
        "legal_entity_unknown": "legal_entity_id",
    }

    def __init__(self, *given: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        choose_company(self, reader.companies)
        for name, words in (
            ("scheme", SCHEMES), ("use", MANDATE_USES), ("signed_how", SIGNED_HOW),
        ):  # fmt: skip
            self.fields[name].choices = [(code, word.text) for code, word in words.items()]  # type: ignore[attr-defined]
        self.fields["debtor_iban"].required = False
        self.fields["debtor_iban"].help_text = _("Blank: the payer enters it when signing by a link.")


def show_new_mandate(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for a mandate of a customer, which is chosen first where the address says none."""
    customer_id = named_identifier(request, "customer")
    if customer_id is None:
        answer = choose_customer(request, _("New mandate"))
        answer.status_code = 422 if form else 200
        return answer
    customer = customer_details(customer_id)
    usual = {"debtor_name": customer.name, "debtor_country": customer.country, "scheme": "core", "use": "recurrent"}
    shown = {
        "customer": customer,
        "form": form or MandateForm(reader=reader, initial=usual),
        "title": _("New mandate"),
        "save": _("Add the mandate"),
        "hint": _("With a day of signing it is active at once."),
    }
    return render(request, "console/direct_debits/mandate_form.html", shown)


def add(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Add the mandate of the form."""
    form = MandateForm(request.POST, reader=reader)
    values = form.values
    customer_id = named_identifier(request, "customer")
    values["scheme"], values["use"] = Scheme(values["scheme"]), MandateUse(values["use"])
    values["signed_how"] = SignedHow(values["signed_how"] or "paper") if values["signed_on"] else None
    with form.refusals_shown():
        added = add_mandate(customer_id=customer_id, **values, context=reader.context)  # type: ignore[arg-type]
    say(request, _("The mandate %(reference)s is added.") % {"reference": added.reference})
    return redirect("console:mandate", added.mandate_id)


class SignForm(Form):
    """The day on which a sheet was signed, and the sheet."""

    signed_on = DayField(label=gettext_lazy("Signed on"))
    signed_how = forms.ChoiceField(label=gettext_lazy("Signed"))
    file = PdfField(
        label=gettext_lazy("The signed sheet"),
        help_text=gettext_lazy("A PDF, up to 10 MB. It is kept with the mandate."),
    )

    places = {"mandate_signed_later": "signed_on", "file_empty": "file", "file_too_large": "file"}

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        words = SIGNED_HOW.items()
        self.fields["signed_how"].choices = [(code, word.text) for code, word in words]  # type: ignore[attr-defined]


def show_sign(request: HttpRequest, reader: Reader, mandate_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form to note a signature."""
    mandate = mandate_of(mandate_id)
    usual = {"signed_on": reader.today, "signed_how": "paper"}
    shown = {
        "mandate": mandate,
        "form": form or SignForm(reader=reader, initial=usual),
        "title": _("It was signed"),
        "save": _("Note the signature"),
        "hint": _("From then on it may be collected under it."),
    }
    return render(request, "console/direct_debits/mandate_form.html", shown)


def sign(request: HttpRequest, reader: Reader, mandate_id: UUID) -> HttpResponse:
    """Note the signature, and keep the sheet: both or none."""
    form = SignForm(request.POST, reader=reader, files=request.FILES)
    values = form.values
    with form.refusals_shown(), reader.scope():
        sign_mandate(
            mandate_id=mandate_id,
            signed_on=values["signed_on"],
            signed_how=SignedHow(values["signed_how"]),
            context=reader.context,
        )
        if values["file"]:
            keep_signed_mandate(
                mandate_id=mandate_id, content=values["file"], file_name="mandate.pdf", context=reader.context
            )
    say(request, _("The mandate is active."))
    return redirect("console:mandate", mandate_id)


class AmendForm(AccountForm):
    """What a mandate says now."""

    reference = forms.CharField(label=gettext_lazy("Mandate reference"), max_length=35)
    notice_days = forms.IntegerField(label=gettext_lazy("Days of notice"), required=False)

    field_order = ("reference", *AccountForm.base_fields, "notice_days")
    places = ACCOUNT_PLACES | {
        "reference_wrong": "reference",
        "mandate_reference_known": "reference",
        "notice_days_wrong": "notice_days",
    }

    def __init__(self, *given: Any, mandate: MandateInOrder, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["debtor_iban"].required = False
        ends = _("Blank: it stays the account that ends in %(end)s.") % {"end": mandate.debtor_iban[-4:]}
        self.fields["debtor_iban"].help_text = ends if mandate.debtor_iban else ""


def show_amend(request: HttpRequest, reader: Reader, mandate_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form with what the mandate says; its account is not shown whole."""
    mandate = mandate_of(mandate_id)
    known = {name: getattr(mandate, name) for name in AmendForm.base_fields if name != "debtor_iban"}
    shown = {
        "mandate": mandate,
        "form": form or AmendForm(reader=reader, mandate=mandate, initial=known),
        "title": _("Change the mandate"),
        "save": _("Save"),
        "hint": _("Another account or reference is told to the payer's bank with the next collection."),
    }
    return render(request, "console/direct_debits/mandate_form.html", shown)


def amend(request: HttpRequest, reader: Reader, mandate_id: UUID) -> HttpResponse:
    """Change what is different."""
    with reader.scope():
        mandate = mandate_of(mandate_id)
    form = AmendForm(request.POST, reader=reader, mandate=mandate)
    values = form.values
    values["debtor_iban"] = values["debtor_iban"] or None
    with form.refusals_shown():
        amend_mandate(mandate_id=mandate_id, **values, context=reader.context)
    say(request, _("Saved."))
    return redirect("console:mandate", mandate_id)
