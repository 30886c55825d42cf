"""Crediting an issued document, wholly or in part: what it comes to is shown first."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import DayField, Form, FormIncomplete, NumberField
from openbill.console.reader import Reader
from openbill.customers.queries.customer_details import customer_details
from openbill.foundation.rehearsal import rehearsed
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.errors import InvoiceIsDraft
from openbill.invoicing.queries.whole_document import DocumentDetails, whole_document
from openbill.invoicing.types import NewLine

WHOLE, PART = "whole", "part"


class CreditForm(Form):
    """What of a document is credited: all that is left, or so much net of each line."""

    extent = forms.ChoiceField(
        label=gettext_lazy("Credit"),
        widget=forms.RadioSelect,
        choices=[(WHOLE, gettext_lazy("All that is left")), (PART, gettext_lazy("A part of its lines"))],
    )
    document_date = DayField(
        label=gettext_lazy("Dated"), required=False, help_text=gettext_lazy("Blank: the day of issue.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, required=False, help_text=gettext_lazy("The customer reads it.")
    )

    places = {"corrected_before_issued": "document_date"}

    def __init__(self, *given: Any, document: DocumentDetails, **options: Any) -> None:
        self.document = document
        super().__init__(*given, **options)
        for line in document.lines:
            field = NumberField(label=gettext_lazy("Net to credit"), required=False)
            field.reader = self.reader
            field.widget.attrs |= {
                "class": "field-s w-28 text-end",
                "aria-label": f"{_('Net to credit')}: {line.description}",
            }
            self.fields[f"net-{line.position}"] = field

    @property
    def lines_with_fields(self) -> list[tuple[Any, Any]]:
        return [(line, self[f"net-{line.position}"]) for line in self.document.lines]

    def lines(self) -> list[NewLine] | None:
        """The lines of the credit note; None for all that is left. Raises FormIncomplete."""
        values = self.values
        typed = [(line, values[f"net-{line.position}"]) for line in self.document.lines]
        if values["extent"] == WHOLE:
            if any(net for _line, net in typed):
                self.add_error(
                    None, _("Amounts are typed beside lines, and all that is left is chosen. Say which it is.")
                )
                raise FormIncomplete(self)
            return None
        lines = [NewLine(line.description, Decimal(1), net, line.tax_code) for line, net in typed if net]
        if not lines:
            self.add_error(None, _("Say how much of which line is credited."))
            raise FormIncomplete(self)
        return lines


def show_credit(request: HttpRequest, reader: Reader, invoice_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form for a credit note over a document."""
    document = _issued(invoice_id)
    shown = {
        "document": document,
        "customer": customer_details(document.customer_id),
        "form": form or CreditForm(document=document, reader=reader, initial={"extent": WHOLE}),
    }
    return render(request, "console/invoices/credit.html", shown)


def credit(request: HttpRequest, reader: Reader, invoice_id: UUID) -> HttpResponse:
    """Issue the credit note."""
    form = _sent(request, reader, invoice_id)
    credit_note_id = _credited(form, reader, invoice_id)
    say(request, _("The credit note is issued."))
    return redirect("console:invoice", credit_note_id)


def preview_credit(request: HttpRequest, reader: Reader, invoice_id: UUID) -> HttpResponse:
    """What the credit note would come to; nothing of it is kept."""
    form = _sent(request, reader, invoice_id)
    try:
        note = rehearsed(lambda: whole_document(_credited(form, reader, invoice_id)), reader.organization.id)
        shown: dict[str, Any] = {"note": note}
    except FormIncomplete:
        shown = {"problems": form.problems}
    return render(request, "console/invoices/credit_totals.html", shown)


def _sent(request: HttpRequest, reader: Reader, invoice_id: UUID) -> CreditForm:
    with reader.scope():
        return CreditForm(request.POST, document=_issued(invoice_id), reader=reader)


def _credited(form: CreditForm, reader: Reader, invoice_id: UUID) -> UUID:
    lines = form.lines()
    with form.refusals_shown():
        return credit_invoice(
            invoice_id=invoice_id,
            lines=lines,
            document_date=form.values["document_date"],
            reason=form.values["reason"],
            context=reader.context,
        )


def _issued(invoice_id: UUID) -> DocumentDetails:
    document = whole_document(invoice_id)
    if document.state == "draft":
        raise InvoiceIsDraft
    return document
