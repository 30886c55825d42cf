"""What each form says besides its fields: of which organization its page was, and which form it is."""

from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from openbill.console.reader import Reader
from openbill.foundation.command import forget_answers, was_answered_before
from openbill.primitives.errors import Refusal

ORGANIZATION: Final = "in_organization"
ORGANIZATION_HEADER: Final = "X-Organization"
"""Said by requests that send no form."""
FORM: Final = "form"
LONGEST = 64


class PageOfOtherOrganization(Refusal):
    """This page is of another organization than {organization}, in which you work now; nothing was done."""

    remedy = "Open the page anew, or go back to its organization first: a choice counts for all windows."


def by_form(request: HttpRequest, reader: Reader) -> Reader:
    """The reader who acts by the form that was sent. Raises PageOfOtherOrganization."""
    forget_answers()
    said = request.POST.get(ORGANIZATION) or request.headers.get(ORGANIZATION_HEADER)
    if said and said != str(reader.organization.id):
        raise PageOfOtherOrganization(organization=reader.organization.name)
    form = request.POST.get(FORM, "")
    if not form.isalnum() or len(form) > LONGEST:
        return reader
    return replace(reader, context=reader.context.with_form(form))


def told_if_repeated(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """The answer of an act; where its form had been sent before, the next page says so."""
    if was_answered_before():
        messages.info(request, _("This was sent before. It was done then, and not once more."))
    return answer
