"""The words of a mandate by a link, the account, and the signature."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy

from openbill.console.forms import Form, FormIncomplete
from openbill.console.pages.direct_debits.mandate import pdf_file
from openbill.console.pages.direct_debits.mandate_forms import AccountForm
from openbill.console.reader import Reader
from openbill.direct_debits.commands.sign_by_link import sign_by_link
from openbill.direct_debits.errors import MandateLinkNotGood
from openbill.direct_debits.policies.mandate_words import lines_of_mandate, mandate_words
from openbill.direct_debits.policies.notice_words import notice_language
from openbill.direct_debits.queries.mandate_links import offered_mandate
from openbill.direct_debits.queries.mandate_sheets import mandate_sheet
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.foundation.tenancy import scope
from openbill.primitives.signed_link import SignedLink


class OfferForm(AccountForm):
    """The payer's account, and the consent."""

    agrees = forms.BooleanField(error_messages={"required": gettext_lazy("Tick that you agree, then sign.")})

    def __init__(self, *given: Any, agreement: str, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["agrees"].label = agreement


def show_offer(request: HttpRequest, reader: Reader, link: SignedLink, form: Form | None = None) -> HttpResponse:
    """The mandate, word by word as it will be kept, with the form; or that it was signed, with its sheet."""
    offer = offered_mandate(link, reader.context.at)
    words = mandate_words(_language())
    mandate = offer.mandate
    usual = {
        "debtor_name": mandate.debtor_name,
        "debtor_street": mandate.debtor_street,
        "debtor_postal_code": mandate.debtor_postal_code,
        "debtor_town": mandate.debtor_town,
        "debtor_country": mandate.debtor_country,
    }
    creditor_lines = (words.creditor, words.creditor_identifier, words.reference, words.use)
    shown = {
        "firm": offer.firm,
        "customer": mandate.customer_name,
        "offer": offer,
        "account_end": mandate.debtor_iban[-4:],
        "heading": words.headings[offer.facts.scheme],
        "consent": words.consents[offer.facts.scheme].format(creditor=offer.facts.creditor),
        "right": words.rights[offer.facts.scheme],
        "lines": [line for line in lines_of_mandate(offer.facts, words) if line[0] in creditor_lines],
        "form": form or OfferForm(reader=reader, agreement=words.agreement, initial=usual),
        "secret": _secret(request),
    }
    return render(request, "console/signing/offer.html", shown, status=422 if form else 200)


def sign_offered(request: HttpRequest, reader: Reader, link: SignedLink) -> HttpResponse:
    """Sign it; what is wrong with the account is said at its field, and what was typed stays."""
    form = OfferForm(request.POST, reader=reader, agreement=mandate_words(_language()).agreement)
    try:
        values = form.values
        with form.refusals_shown():
            sign_by_link(
                mandate_id=link.request_id,
                link_number=link.number,
                **{name: value for name, value in values.items() if name != "agrees"},
                language=_language(),
                remote_address=request.META.get("REMOTE_ADDR", ""),
                context=reader.context,
            )
    except FormIncomplete as incomplete:
        with scope(link.organization_id):
            return show_offer(request, reader, link, form=incomplete.form)
    return redirect("signing:mandate", _secret(request))


def show_sheet_of_link(request: HttpRequest, reader: Reader, link: SignedLink) -> HttpResponse:  # noqa: ARG001
    """The sheet of what was signed by the link, as a PDF; before that there is none."""
    offer = offered_mandate(link, reader.context.at)
    if offer.signed_at is None:
        raise MandateLinkNotGood
    sheet = mandate_sheet(link.request_id, language=_language())
    return pdf_file(render_pdf(sheet), f"mandate-{offer.mandate.reference}")


def _language() -> str:
    return notice_language(translation.get_language() or "en")


def _secret(request: HttpRequest) -> str:
    assert request.resolver_match is not None, "A page has an address."
    return str(request.resolver_match.kwargs["secret"])
