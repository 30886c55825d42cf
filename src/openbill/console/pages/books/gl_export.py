"""Handing entries over to another general ledger: batches, each entry in one of them."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import DayField, Form
from openbill.console.pages.settings.bank_accounts import choose_company
from openbill.console.reader import Reader
from openbill.ledger.commands.export_to_gl import export_to_gl
from openbill.ledger.queries.gl_export_batches import gl_export_batches
from openbill.ledger.queries.gl_export_rows import gl_export_rows
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.organizations.types import LegalEntityDetails


class BatchForm(Form):
    """Which entries go into the next batch."""

    legal_entity_id = forms.TypedChoiceField(label=gettext_lazy("Company"))
    through_date = DayField(
        label=gettext_lazy("Entries through"),
        help_text=gettext_lazy("Every entry through this day that was not handed over yet."),
    )

    places = {"nothing_to_export": "through_date", "mirrored_books_stay": "legal_entity_id"}

    def __init__(self, *given: Any, entities: list[LegalEntityDetails], reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        choose_company(self, entities)


def list_batches(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Every batch of every company, the last one first."""
    rows = [(entity, batch) for entity in legal_entities() for batch in gl_export_batches(entity.id)]
    rows.sort(key=lambda row: row[1].made_at, reverse=True)
    return render(request, "console/books/gl_export.html", {"rows": rows})


def show_new_batch(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for the next batch."""
    entities = legal_entities()
    usual = {"through_date": reader.today, "legal_entity_id": str(entities[0].id)}
    shown = {"form": form or BatchForm(reader=reader, entities=entities, initial=usual)}
    return render(request, "console/books/new_batch.html", shown)


def make_batch(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Put what the form says into a new batch."""
    form = BatchForm(request.POST, reader=reader, entities=reader.companies)
    values = form.values
    with form.refusals_shown():
        batch = export_to_gl(**values, context=reader.context)
    say(request, _("Batch %(number)s is made. Download it now, or at any time.") % {"number": batch.number})
    return redirect(reverse("console:gl-export"))


def download_batch(request: HttpRequest, reader: Reader, batch_id: UUID) -> HttpResponse:  # noqa: ARG001
    """A batch as CSV, the same bytes at any time."""
    answer = HttpResponse("".join(gl_export_rows(batch_id)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="gl-{batch_id}.csv"'
    return answer
