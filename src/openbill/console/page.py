"""What every page and every act of the console is wrapped in: who reads, what is allowed, what a refusal looks like."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.db import DataError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path

from openbill.console.acts import back, say_refused
from openbill.console.form_marks import by_form, told_if_repeated
from openbill.console.forms import FormIncomplete
from openbill.console.reader import Reader, reader_of
from openbill.console.words.permissions import PERMISSIONS
from openbill.console.words.sentences import told
from openbill.foundation.errors import FigureTooLarge
from openbill.foundation.too_large import is_too_large
from openbill.primitives.errors import Refusal

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Reader, P], HttpResponseBase]

MEMBER = ""
"""The permission of pages that every member may see."""


@dataclass(frozen=True)
class Route:
    """One address of the console: what it is called, which permission it needs, and what answers.

    A page is read (GET) inside the organization's scope; an act is done (POST) by commands, which open their own.
    A page with a form names the act that answers the form at the same address; what was typed wrongly comes back to
    the page as `form`. `most_bytes` is what may be sent there, where that is more than elsewhere.
    """

    path: str
    name: str
    permission: str
    view: View[...]
    is_act: bool = False
    act: View[...] | None = None
    most_bytes: int = 0
    is_of_person: bool = False
    """Whether the act is the person's own, and no organization's."""

    @property
    def methods(self) -> tuple[str, ...]:
        if self.is_act:
            return ("POST",)
        return ("GET", "HEAD", "POST") if self.act else ("GET", "HEAD")

    @property
    def pattern(self) -> URLPattern:
        # Commands have transactions of their own, and nothing here writes what signing in keeps.
        @transaction.non_atomic_requests(using="sign_in")
        def answer(request: HttpRequest, **places: Any) -> HttpResponseBase:
            return self.answer(request, **places)

        answer.most_bytes = self.most_bytes  # type: ignore[attr-defined]
        return path(self.path, answer, name=self.name)

    def answer(self, request: HttpRequest, **places: Any) -> HttpResponseBase:
        if request.method not in self.methods:
            return HttpResponseNotAllowed(self.methods)
        if any("\0" in value for _name, values in request.GET.lists() for value in values):
            raise BadRequest("There is a character in the address that nothing has.")
        if not request.user.is_authenticated:
            return self._sign_in_first(request)
        reader = reader_of(request)
        if reader is None:
            return render(request, "console/no_organization.html", status=403)
        request.reader = reader  # type: ignore[attr-defined]
        if request.method == "POST" and not self.is_of_person:
            try:
                reader = by_form(request, reader)
            except Refusal as refusal:
                return refused(request, reader, refusal)
        if self.permission and not reader.may(self.permission):
            return not_allowed(request, self.permission)
        try:
            if self.is_act:
                return self._done(request, reader, places)
            if self.act and request.method == "POST":
                return self._sent(self.act, request, reader, places)
            with reader.scope():
                return self.view(request, reader, **places)
        except Refusal as refusal:
            return refused(request, reader, refusal)
        except DataError as error:
            if is_too_large(error):
                return refused(request, reader, FigureTooLarge())
            raise

    def _sign_in_first(self, request: HttpRequest) -> HttpResponseBase:
        """Lead to signing in and back; a part of a page is told that nobody is signed in, and the page leads there."""
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponse(status=401)
        return redirect_to_login("/" if self.is_act else request.get_full_path())

    def _done(self, request: HttpRequest, reader: Reader, places: dict[str, Any]) -> HttpResponseBase:
        """Do the act; one that is refused has changed nothing, and the page from which it came says why."""
        try:
            return told_if_repeated(request, self.view(request, reader, **places))
        except Refusal as refusal:
            say_refused(request, reader, refusal)
            return back(request, "console:home")

    def _sent(self, act: View[...], request: HttpRequest, reader: Reader, places: dict[str, Any]) -> HttpResponseBase:
        """Do what a form asks; one that is incomplete has changed nothing, and comes back as it was typed."""
        try:
            return told_if_repeated(request, act(request, reader, **places))
        except FormIncomplete as incomplete:
            with reader.scope():
                answer = self.view(request, reader, **places, form=incomplete.form)
            answer.status_code = 422
            return answer


def not_allowed(request: HttpRequest, permission: str) -> HttpResponse:
    """The page that says who could let the reader in."""
    return render(request, "console/not_allowed.html", {"lacking": PERMISSIONS.get(permission, "")}, status=403)


def refused(request: HttpRequest, reader: Reader, refusal: Refusal) -> HttpResponse:
    """The page of a refusal that no form shows: what is wrong, and what would be right."""
    is_unknown = refusal.code.endswith("_unknown")
    return render(
        request, "console/refused.html", {"refusal": told(refusal, reader.formats)}, status=404 if is_unknown else 409
    )
