"""Tax that payers kept: what is awaited, the certificates that came, and what is owed again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.asked_list import asked_list
from openbill.console.choices import choice
from openbill.console.csv_file import csv_file, major
from openbill.console.forms import BecauseForm, DayField, Form, NumberField, PdfField
from openbill.console.reader import Reader
from openbill.console.tables import WITHHELD
from openbill.console.words.states import WITHHELD_TAXES
from openbill.customers.queries.customer_details import customer_details
from openbill.customers.queries.with_merged import with_merged
from openbill.documents.queries.stored_file import stored_file
from openbill.payments.commands.keep_certificate import (
    keep_certificate,
    keep_certificate_file,
    withdraw_certificate,
)
from openbill.payments.commands.refuse_withholding import refuse_withholding
from openbill.payments.errors import WithheldTaxUnknown
from openbill.payments.queries.find_withheld_tax import (
    ListedWithheldTax,
    WithheldBy,
    WithheldOf,
    find_withheld_tax,
)
from openbill.payments.queries.tax_certificates import tax_certificate
from openbill.primitives.money import Money

MOST_TICKED = 200
"""So many taxes one certificate of a customer is chosen from, the oldest first."""

FILTERS = (
    (WithheldOf.ALL, gettext_lazy("All")),
    *((WithheldOf(code), word.text) for code, word in WITHHELD_TAXES.items()),
)


def list_withheld_tax(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What payers kept, the last first: found by number, certificate or customer, filtered, sorted, page by page."""
    asked = asked_list(request, WithheldBy, WithheldBy.NOTED)
    only = choice(request, "only", WithheldOf, WithheldOf.ALL)
    page = find_withheld_tax(only=only, **asked.arguments)
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(WITHHELD, page, is_filtered=only != WithheldOf.ALL, keeps=["only"]),
        "filters": FILTERS,
        "only": only,
    }
    return render(request, "console/payments/withheld.html", shown)


def _as_file(rows: Sequence[ListedWithheldTax], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Kept on"), _("Number"), _("Customer number"), _("Customer"), _("State"), _("Certificate")),
        *(_("Issued on"), _("Currency"), _("Amount")),
    ]
    written = (
        [
            *(row.withheld_on, row.number, row.customer_number, row.customer_name, row.state, row.certificate_number),
            *(row.issued_on, row.currency, major(row.amount_minor, row.currency)),
        ]
        for row in rows
    )
    return csv_file(f"withheld-tax-{reader.today}", columns, written)


class CertificateForm(Form):
    """A certificate as it came."""

    number = forms.CharField(
        label=gettext_lazy("Number of the certificate"),
        max_length=100,
        help_text=gettext_lazy("Or the period that stands on it."),
    )
    issued_on = DayField(label=gettext_lazy("Issued on"))
    amount = NumberField(
        label=gettext_lazy("Amount on the certificate"),
        help_text=gettext_lazy("It is compared with what is ticked."),
    )
    file = PdfField(label=gettext_lazy("The certificate itself"))

    places = {
        "certificate_number_missing": "number",
        "certificate_known": "number",
        "certificate_of_the_future": "issued_on",
        "certificate_does_not_add_up": "amount",
        "file_empty": "file",
        "file_too_large": "file",
    }


def show_new_certificate(
    request: HttpRequest, reader: Reader, customer_id: UUID, form: Form | None = None
) -> HttpResponse:
    """The form for a certificate of a customer, with what it may be for."""
    customer = customer_details(customer_id)
    shown = {
        "customer": customer,
        "form": form or CertificateForm(reader=reader),
        "taxes": _awaited(customer.id),
        "ticked": set(request.POST.getlist("withheld") or request.GET.getlist("withheld")),
    }
    return render(request, "console/payments/certificate.html", shown)


def add_certificate(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """Keep the certificate, and its sheet: both or none."""
    form = CertificateForm(request.POST, reader=reader, files=request.FILES)
    values = form.values
    ticked = set(request.POST.getlist("withheld"))
    with reader.scope():
        taxes = [tax for tax in _awaited(customer_id) if str(tax.withheld_id) in ticked]
    with form.refusals_shown(), reader.scope():
        currency = taxes[0].currency if taxes else reader.organization.currency
        certificate_id = keep_certificate(
            withheld_ids=[tax.withheld_id for tax in taxes],
            number=values["number"],
            issued_on=values["issued_on"],
            amount=Money(form.minor("amount", currency), currency),
            context=reader.context,
        )
        if values["file"]:
            keep_certificate_file(
                certificate_id=certificate_id,
                content=values["file"],
                file_name="certificate.pdf",
                context=reader.context,
            )
    say(request, _("The certificate is kept."))
    return redirect("console:withheld-tax")


def show_sheet(request: HttpRequest, reader: Reader, certificate_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The sheet of a certificate, as it came."""
    certificate = tax_certificate(certificate_id)
    if certificate.file_id is None:
        raise Http404
    # As a file and not as a page: nobody has looked into what somebody else made.
    answer = HttpResponse(stored_file(certificate.file_id).content, content_type="application/octet-stream")
    answer["Content-Disposition"] = 'attachment; filename="certificate.pdf"'
    return answer


def show_refuse(request: HttpRequest, reader: Reader, withheld_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form by which what was withheld is owed again."""
    rows = find_withheld_tax(withheld_ids=[withheld_id]).rows
    if not rows:
        raise WithheldTaxUnknown(withheld_id=withheld_id)
    shown = {
        "form": form or BecauseForm(reader=reader),
        "tax": rows[0],
        "title": _("Owed again"),
        "hint": _("The debt is open again from today on, and is asked for like any other."),
        "save": _("Have it owed again"),
    }
    return render(request, "console/payments/because.html", shown)


def refuse(request: HttpRequest, reader: Reader, withheld_id: UUID) -> HttpResponse:
    """Have what was withheld owed again."""
    form = BecauseForm(request.POST, reader=reader)
    with form.refusals_shown():
        refuse_withholding(withheld_id=withheld_id, reason=form.values["reason"], context=reader.context)
    say(request, _("It is owed again."))
    return redirect("console:withheld-tax")


def show_withdraw(request: HttpRequest, reader: Reader, certificate_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form by which a certificate is taken back that was kept wrongly."""
    shown = {
        "form": form or BecauseForm(reader=reader),
        "certificate": tax_certificate(certificate_id),
        "title": _("Withdraw the certificate"),
        "hint": _("What it is for is awaited again."),
        "save": _("Withdraw it"),
    }
    return render(request, "console/payments/because.html", shown)


def withdraw(request: HttpRequest, reader: Reader, certificate_id: UUID) -> HttpResponse:
    """Take a certificate back."""
    form = BecauseForm(request.POST, reader=reader)
    with form.refusals_shown():
        withdraw_certificate(certificate_id=certificate_id, reason=form.values["reason"], context=reader.context)
    say(request, _("The certificate is withdrawn."))
    return redirect("console:withheld-tax")


def _awaited(customer_id: UUID) -> tuple[ListedWithheldTax, ...]:
    page = find_withheld_tax(
        only=WithheldOf.AWAITED, customer_ids=with_merged([customer_id]), descending=False, limit=MOST_TICKED
    )
    return page.rows
