"""The numbers of a company's documents: their prefix, and which comes next."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import Form
from openbill.console.pages.settings.form_page import form_page
from openbill.console.reader import Reader
from openbill.invoicing.commands.set_document_series import LARGEST_NUMBER, set_document_series
from openbill.invoicing.queries.document_series import SeriesInForce, document_series
from openbill.invoicing.types import DocumentKind
from openbill.organizations.queries.legal_entities import legal_entity_of

TITLES = {
    DocumentKind.INVOICE: gettext_lazy("Numbers of invoices"),
    DocumentKind.CREDIT_NOTE: gettext_lazy("Numbers of credit notes"),
    DocumentKind.DEBIT_NOTE: gettext_lazy("Numbers of debit notes"),
}


class SeriesForm(Form):
    """What stands before the number, and the number that comes next."""

    begins_with = forms.CharField(
        label=gettext_lazy("Prefix"),
        max_length=12,
        help_text=gettext_lazy("Letters and digits, with -, / or _ between them, such as RE-2027."),
    )
    next_number = forms.IntegerField(
        label=gettext_lazy("Next number"),
        required=False,
        min_value=1,
        max_value=LARGEST_NUMBER,
        help_text=gettext_lazy(
            "Only for a prefix under which nothing was issued yet. Blank: it goes on, or begins with 1."
        ),
    )

    places = {
        "prefix_impossible": "begins_with",
        "prefix_taken": "begins_with",
        "next_number_impossible": "next_number",
        "numbers_taken": "next_number",
    }


def list_series(request: HttpRequest, reader: Reader, legal_entity_id: UUID) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """How the documents of a company are numbered."""
    shown = {"company": legal_entity_of(legal_entity_id), "series": document_series(legal_entity_id)}
    return render(request, "console/settings/numbers.html", shown)


def show_series(
    request: HttpRequest, reader: Reader, legal_entity_id: UUID, kind: str, form: Form | None = None
) -> HttpResponse:
    """The form with the prefix of one kind of document."""
    company = legal_entity_of(legal_entity_id)
    series = _series_of(legal_entity_id, kind)
    return form_page(
        request,
        form or SeriesForm(reader=reader, initial={"begins_with": series.prefix}),
        title=str(TITLES[series.kind]),
        save=_("Save"),
        cancel=reverse("console:document-numbers", args=[legal_entity_id]),
        hint=_("The next one of %(company)s is %(number)s. What was issued keeps its number.")
        % {"company": company.name, "number": series.next_document_number},
    )


def change_series(request: HttpRequest, reader: Reader, legal_entity_id: UUID, kind: str) -> HttpResponse:
    """Number documents as the form says from now on."""
    if kind not in set(DocumentKind):
        raise Http404
    form = SeriesForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        set_document_series(
            legal_entity_id=legal_entity_id,
            kind=DocumentKind(kind),
            prefix=values["begins_with"],
            next_number=values["next_number"],
            context=reader.context,
        )
    say(request, _("Saved."))
    return redirect("console:document-numbers", legal_entity_id)


def _series_of(legal_entity_id: UUID, kind: str) -> SeriesInForce:
    for series in document_series(legal_entity_id):
        if series.kind == kind:
            return series
    raise Http404
