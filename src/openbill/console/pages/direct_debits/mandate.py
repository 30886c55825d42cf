"""One mandate: what stands in it, its sheet, its link, and its end."""

import re
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openbill.console.acts import say
from openbill.console.reader import Reader
from openbill.direct_debits.commands.end_mandate import cancel_mandate, resume_mandate, suspend_mandate
from openbill.direct_debits.commands.make_mandate_link import USUAL_DAYS, make_mandate_link, revoke_mandate_link
from openbill.direct_debits.commands.send_mandate_link import send_mandate_link
from openbill.direct_debits.queries.creditors import creditors
from openbill.direct_debits.queries.debits_in_order import debits_in_order
from openbill.direct_debits.queries.mandate_links import consent_to_mandate, link_of_mandate
from openbill.direct_debits.queries.mandate_sheets import mandate_sheet
from openbill.direct_debits.queries.mandates import amendments_of_mandate, mandate_of
from openbill.documents.queries.stored_file import stored_file
from openbill.documents.rendering.render_pdf import render_pdf

MOST_DEBITS = 20
_ACCOUNT = re.compile(r"^IBAN: (.+)$", re.MULTILINE)


def show_mandate(request: HttpRequest, reader: Reader, mandate_id: UUID) -> HttpResponse:
    """A mandate with its last debits; its account is shown by the last four signs alone."""
    mandate = mandate_of(mandate_id)
    consent = consent_to_mandate(mandate_id)
    creditor = next((each for each in creditors() if each.legal_entity_id == mandate.legal_entity_id), None)
    link = link_of_mandate(mandate_id, reader.context.at) if mandate.state == "draft" else None
    shown: dict[str, Any] = {
        "mandate": mandate,
        "creditor": creditor,
        "amendments": amendments_of_mandate(mandate_id),
        "consent": consent,
        "agreed_words": _ACCOUNT.sub(_masked, consent.words) if consent else "",
        "debits": debits_in_order(mandate_id=mandate_id, limit=MOST_DEBITS),
        "link": link,
        "usual_days": USUAL_DAYS,
    }
    # Whoever has the address may sign: it is for those who could note the signature themselves.
    if link and link.path and reader.may("direct_debits.manage"):
        shown["link_address"] = settings.CONFIGURATION.url.rstrip("/") + link.path
    return render(request, "console/direct_debits/mandate.html", shown)


def _masked(line: re.Match[str]) -> str:
    return f"IBAN: •••• {line[1].replace(' ', '')[-4:]}"


def show_sheet(request: HttpRequest, reader: Reader, mandate_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The sheet as a PDF, to be signed or as it was signed."""
    mandate = mandate_of(mandate_id)
    return pdf_file(render_pdf(mandate_sheet(mandate_id)), f"mandate-{mandate.reference}")


def pdf_file(content: bytes, name: str) -> HttpResponse:
    """A PDF that the browser shows."""
    plain = "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "-_"))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{plain or "mandate"}.pdf"'
    return answer


def show_signed_sheet(request: HttpRequest, reader: Reader, mandate_id: UUID) -> HttpResponse:  # noqa: ARG001
    """The signed sheet that is kept, as a file to keep: what somebody else made is not opened on our pages."""
    mandate = mandate_of(mandate_id)
    if mandate.file_id is None:
        raise Http404
    answer = HttpResponse(stored_file(mandate.file_id).content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="signed-{mandate.reference[:35]}.pdf"'
    return answer


def make_link(request: HttpRequest, reader: Reader, mandate_id: UUID) -> HttpResponse:
    """Make a link to sign it; those before are good no more."""
    days = request.POST.get("days", "") or str(USUAL_DAYS)
    valid_days = int(days) if days.isascii() and days.isdecimal() and len(days) < 6 else 0
    make_mandate_link(mandate_id=mandate_id, valid_days=valid_days, context=reader.context)
    say(request, _("The link is made. Send it, or hand it over yourself."))
    return redirect("console:mandate", mandate_id)


def take_link_back(request: HttpRequest, reader: Reader, mandate_id: UUID) -> HttpResponse:
    """Take the link back: nobody signs by it any more."""
    revoke_mandate_link(mandate_id=mandate_id, context=reader.context)
    say(request, _("The link is taken back. You can make a new one."))
    return redirect("console:mandate", mandate_id)


def send_link(request: HttpRequest, reader: Reader, mandate_id: UUID) -> HttpResponse:
    """Send the link to the customer."""
    send_mandate_link(mandate_id=mandate_id, context=reader.context)
    say(request, _("The link is on its way: see the outbox."))
    return redirect("console:mandate", mandate_id)


def suspend(request: HttpRequest, reader: Reader, mandate_id: UUID) -> HttpResponse:
    """Collect nothing under it for now."""
    reason = request.POST.get("reason", "").strip()[:1000]
    suspend_mandate(mandate_id=mandate_id, reason=reason, context=reader.context)
    say(request, _("The mandate is suspended: nothing is collected under it until it is resumed."))
    return redirect("console:mandate", mandate_id)


def resume(request: HttpRequest, reader: Reader, mandate_id: UUID) -> HttpResponse:
    """Collect under it again."""
    resume_mandate(mandate_id=mandate_id, context=reader.context)
    say(request, _("The mandate is active again."))
    return redirect("console:mandate", mandate_id)


def end(request: HttpRequest, reader: Reader, mandate_id: UUID) -> HttpResponse:
    """End it for good."""
    cancel_mandate(mandate_id=mandate_id, context=reader.context)
    say(request, _("The mandate is ended."))
    return redirect("console:mandate", mandate_id)
