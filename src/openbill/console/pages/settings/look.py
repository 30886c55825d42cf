"""The look: what stands on every sheet of a company, tried out on an invented invoice."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import Form
from openbill.console.pages.settings.form_page import form_page
from openbill.console.reader import Reader
from openbill.documents.commands.set_letterhead import set_letterhead
from openbill.documents.queries.letterhead_of import letterhead_of
from openbill.documents.queries.sample_invoice import sample_invoice
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.organizations.queries.legal_entities import legal_entities, legal_entity_of

LARGEST_LOGO_BYTES = 1024 * 1024
"""More is read of no upload; what a logo may weigh is decided by documents, and is less."""


class LookForm(Form):
    """The letterhead of a company."""

    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Street, postal code and town, each in its line; five lines at most."),
    )
    registration = forms.CharField(
        label=gettext_lazy("Register and management"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("As your law wants it on letters, such as: District Court Berlin HRB 1234."),
    )
    email = forms.CharField(label=gettext_lazy("E-mail"), max_length=200, required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=60, required=False)
    website = forms.CharField(label=gettext_lazy("Website"), max_length=200, required=False)
    accent_colour = forms.CharField(
        label=gettext_lazy("Colour"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=gettext_lazy("Lines and titles are set in it, made dark enough to be read."),
    )
    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/svg+xml"}),
        help_text=gettext_lazy("A PNG or an SVG. Blank: the logo stays as it is."),
    )
    drops_logo = forms.BooleanField(label=gettext_lazy("Without a logo"), required=False)

    places = {
        "address_too_long": "address",
        "accent_colour_wrong": "accent_colour",
        "email_wrong": "email",
        "website_wrong": "website",
        "logo_too_large": "logo",
        "logo_unreadable": "logo",
    }

    def clean_logo(self) -> "UploadedFile[Any] | None":
        logo: UploadedFile[Any] | None = self.cleaned_data["logo"]
        if logo and (logo.size or 0) > LARGEST_LOGO_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MB. Save the logo smaller."))
        return logo


def list_looks(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Every company with its letterhead."""
    looks = [(entity, letterhead_of(entity.id)) for entity in legal_entities()]
    return render(request, "console/settings/looks.html", {"looks": looks})


def show_look(request: HttpRequest, reader: Reader, legal_entity_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form with the letterhead of a company."""
    entity = legal_entity_of(legal_entity_id)
    look = letterhead_of(entity.id)
    known = {
        "address": "\n".join(look.address_lines),
        **{name: getattr(look, name) for name in ("registration", "email", "phone", "website", "accent_colour")},
    }
    return form_page(
        request,
        form or LookForm(reader=reader, initial=known),
        title=_("How %(company)s looks") % {"company": entity.name},
        save=_("Save the look"),
        cancel=reverse("console:looks"),
        hint=_("It stands on invoices, statements and reminders from now on. What was issued stays as it is."),
    )


def change_look(request: HttpRequest, reader: Reader, legal_entity_id: UUID) -> HttpResponse:
    """Set the letterhead to what the form says."""
    form = LookForm(request.POST, reader=reader, files=request.FILES)
    values = form.values
    with form.refusals_shown():
        set_letterhead(
            legal_entity_id=legal_entity_id,
            address_lines=values.pop("address").splitlines(),
            logo=_logo(reader, legal_entity_id, values),
            **values,
            context=reader.context,
        )
    say(request, _("Saved. Look at an invoice to see it."))
    return redirect("console:looks")


def show_sample(request: HttpRequest, reader: Reader, legal_entity_id: UUID) -> HttpResponse:
    """An invented invoice of a company as PDF."""
    language = request.LANGUAGE_CODE or "en"
    sheet = sample_invoice(legal_entity_id, reader.today, language, _("Desk lamp, brass"))
    answer = HttpResponse(render_pdf(sheet), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="sample-invoice.pdf"'
    return answer


def _logo(reader: Reader, legal_entity_id: UUID, values: dict[str, Any]) -> bytes:
    """The content of the logo that is wanted; takes what the form says of it out of the values."""
    uploaded, drops = values.pop("logo"), values.pop("drops_logo")
    if uploaded:
        content: bytes = uploaded.read(LARGEST_LOGO_BYTES)
        return content
    if drops:
        return b""
    with reader.scope():
        return letterhead_of(legal_entity_id).logo
