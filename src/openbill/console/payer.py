"""Who reads a page by a link: somebody without an account, of whom nothing is known but the link."""

from collections.abc import Callable
from dataclasses import dataclass
from time import time
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from openbill.console.form_marks import FORM, LONGEST
from openbill.console.formats import Formats, locale_of
from openbill.console.reader import Reader
from openbill.console.words.sentences import told
from openbill.direct_debits.errors import MandateLinkNotGood
from openbill.foundation.context import Actor, ActorKind, Context
from openbill.foundation.tenancy import scope
from openbill.gateways.errors import LinkNotGood, TooOften
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.organizations.types import OrganizationSummary
from openbill.primitives.errors import Refusal
from openbill.primitives.signed_link import SignedLink

MAY = frozenset({"gateways.request"})
"""What pages by a link to pay may have done: a try of their own request, and nothing else that this covers."""

LOOKS, SUMS, ACTS, WINDOW_SECONDS = 60, 120, 10, 60
"""So often within the window a link may be looked at, what is typed be summed up, and something be done by it."""

NOBODY = UUID(int=0)

ReadSecret = Callable[[str], SignedLink | None]
View = Callable[[HttpRequest, Reader, SignedLink], HttpResponseBase]


@dataclass(frozen=True)
class LinkRoute:
    """One address that a link leads to: how its secret is read, and what answers.

    No session, no cookie, and so no token of a form: whoever has the link may do what it is for, and nobody else knows
    its address. A link that is not good, whyever, is answered alike.
    """

    path: str
    name: str
    read_secret: ReadSecret
    view: View
    act: View | None = None
    may: frozenset[str] = MAY
    """What may be done by it: the acts of its own page, and nothing else that these permissions cover."""
    reads_form: bool = False
    """Whether its view tells of a form that is still being filled in. Nothing is done by it, so it is no act."""

    @property
    def pattern(self) -> URLPattern:
        @csrf_exempt
        @transaction.non_atomic_requests(using="sign_in")
        def answer(request: HttpRequest, secret: str) -> HttpResponseBase:
            return self.answer(request, secret)

        return path(self.path, answer, name=self.name)

    def answer(self, request: HttpRequest, secret: str) -> HttpResponseBase:
        methods = ("GET", "HEAD", "POST") if self.act else ("POST",) if self.reads_form else ("GET", "HEAD")
        if request.method not in methods:
            return _unseen(HttpResponseNotAllowed(methods))
        link = self.read_secret(secret)
        if link is None:
            return _unseen(_not_good(request))
        try:
            is_act = request.method == "POST" and self.act is not None
            _count(link, *(("act", ACTS) if is_act else ("sum", SUMS) if self.reads_form else ("look", LOOKS)))
            reader = _reader(request, link, self.may)
            request.reader = reader  # type: ignore[attr-defined]
            if is_act and self.act is not None:
                return _unseen(self.act(request, reader, link))
            with scope(link.organization_id):
                return _unseen(self.view(request, reader, link))
        except (LinkNotGood, MandateLinkNotGood):
            return _unseen(_not_good(request))
        except TooOften:
            return _unseen(render(request, "console/paying/too_often.html", status=429))
        except Refusal as refusal:
            return _unseen(_refused(request, refusal))


def _reader(request: HttpRequest, link: SignedLink, may: frozenset[str]) -> Reader:
    """A reader who works for nobody; the request of the link stands for the person in the log."""
    context = Context(link.organization_id, Actor(ActorKind.SYSTEM, link.request_id), permissions=may)
    form = request.POST.get(FORM, "") if request.method == "POST" else ""
    if form.isalnum() and len(form) <= LONGEST:
        context = context.with_form(form)
    with scope(link.organization_id):
        own = organization_in_force()
    organization = OrganizationSummary(own.id, own.name, own.currency, own.time_zone, own.language, own.is_in_safe_mode)
    formats = Formats(locale_of(translation.get_language() or "en", request), own.time_zone)
    return Reader(NOBODY, "", "", organization, (), context, formats)


def _count(link: SignedLink, what: str, most: int) -> None:
    window = int(time() // WINDOW_SECONDS)
    key = f"paying-{what}-{link.request_id}-{window}"
    cache.add(key, 0, 2 * WINDOW_SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:
        # It was forgotten between both: this is the first of its window.
        return
    if count > most:
        raise TooOften


def _not_good(request: HttpRequest) -> HttpResponse:
    return render(request, "console/paying/not_good.html", status=404)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    reader: Any = getattr(request, "reader", None)
    said = told(refusal, reader.formats) if reader else refusal
    return render(request, "console/paying/refused.html", {"refusal": said}, status=409)


def _unseen(response: HttpResponseBase) -> HttpResponseBase:
    """No search engine keeps it, and no other site is told its address."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Frame-Options"] = "DENY"
    return response
