"""What a person chooses for all pages: the organization to work in, the language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from openbill.console.acts import back
from openbill.console.page import not_allowed
from openbill.console.reader import ORGANIZATION_KEY, Reader
from openbill.console.remembering import remember


def choose_organization(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Work in another organization of the person's from now on, beginning at home."""
    chosen = request.POST.get("organization", "")
    if chosen not in {str(organization.id) for organization in reader.organizations}:
        return not_allowed(request, "")
    request.session[ORGANIZATION_KEY] = chosen
    return HttpResponseRedirect(reverse("console:home"))


def choose_language(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - whoever it is
    """Read pages in another language, and stay on the page."""
    response = back(request, "console:home")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        remember(response, request, settings.LANGUAGE_COOKIE_NAME, language)
    return response
