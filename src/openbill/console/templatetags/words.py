"""Words of the templates for codes of the domains, and addresses that keep what was chosen."""

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from babel import Locale
from django import template
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from openbill.collections.types import CallRow
from openbill.console.knowledge import AsKnown
from openbill.console.paging import address_with
from openbill.console.templatetags.figures import age_step, reader_of_page
from openbill.console.templatetags.links import form_of_address
from openbill.console.words import browsers, calls, imports, permissions
from openbill.console.words.buckets import BUCKETS
from openbill.console.words.kinds import WORDS
from openbill.console.words.meanings import MEANINGS
from openbill.console.words.people import named, who
from openbill.console.words.sentences import sentence
from openbill.console.words.word import word
from openbill.organizations.queries.views_of_person import views_of_person
from openbill.organizations.types import SavedViewDetails

register = template.Library()
register.simple_tag(who)

NUMBERS_FIRST_DESCENDING = frozenset(
    {
        "owed",
        "overdue",
        "unapplied",
        "balance",
        "oldest",
        "amount",
        "open",
        "dated",
        "received",
        "written",
        "drafted",
        "when",
        "made",
        "began",
        "arrival",
    }
)
"""What is looked at from its greatest value down."""


@register.filter
def among(name: str, names: str) -> bool:
    """Whether a page is one of some: `{% if here|among:"customers customer" %}`; not a part of one's name."""
    return name in names.split()


@register.simple_tag
def called(kind: str, code: str) -> str:
    """What a code of a kind is called: `{% called "stage" row.stage %}`."""
    return str(word(WORDS[kind], code).text)


@register.simple_tag
def badge_of(kind: str, code: str) -> SafeString:
    """The badge of a state: `{% badge_of "promise" promise.state %}`."""
    return render_to_string("console/badge.html", {"word": word(WORDS[kind], code)})


@register.simple_tag(takes_context=True)
def can(context: template.Context, permission: str) -> bool:
    """Whether the reader may do something: what nobody may do here is not offered."""
    return reader_of_page(context).may(permission)


@register.filter
def in_words(text: str) -> str:
    """A sentence that a domain wrote in English, in the reader's language: `{{ task.reason|in_words }}`."""
    return sentence(text)


@register.filter
def role_word(name: str) -> str:
    """What a role is called."""
    return permissions.role_word(name)


@register.filter
def browser_words(name: str) -> str:
    """A browser and the machine that it runs on."""
    return browsers.browser_words(name)


@register.filter
def paired(first: object, second: object) -> tuple[object, object]:
    """Two things to go through."""
    return first, second


@register.simple_tag
def kind_of_file(kind: str) -> str:
    """What a kind of imported file is called."""
    return str(imports.KINDS.get(kind, kind))


@register.simple_tag
def bucket_name(step: int) -> str:
    """What a step of age is called."""
    return str(BUCKETS[step])


@register.simple_tag
def meaning(word: str) -> str:
    """What a word of the trade means, in a sentence."""
    return str(MEANINGS[word])


@register.simple_tag(takes_context=True)
def country(context: template.Context, code: str) -> str:
    """A country in the reader's language; its code where nobody knows it."""
    locale = reader_of_page(context).formats.locale
    return str(locale.territories.get(code.upper(), code))


@register.simple_tag(takes_context=True)
def language(context: template.Context, code: str) -> str:
    """A language in the reader's language."""
    locale: Locale = reader_of_page(context).formats.locale
    return str(locale.languages.get(code.partition("-")[0].lower(), code))


@register.simple_tag
def person(actor: str, names: dict[str, str]) -> str:
    """Who did something, by name."""
    return named(actor, names)


@register.simple_tag
def age_of_days(days: int | str) -> int:
    return age_step(int(days))


@register.simple_tag
def age_words(days: int | str) -> str:
    """How late something is, or how soon it is due, in words."""
    count = int(days)
    if count == 0:
        return gettext("due today")
    if count < 0:
        return ngettext("in %(n)s day", "in %(n)s days", -count) % {"n": -count}
    return ngettext("%(n)s day late", "%(n)s days late", count) % {"n": count}


@register.simple_tag(takes_context=True)
def address(context: template.Context, **changed: Any) -> str:
    """The address of this page with some parameters changed."""
    return address_with(context["request"], **changed)


@register.simple_tag(takes_context=True)
def order_address(context: template.Context, column: str) -> str:
    """The address that sorts a list by a column; the other way round where it is sorted by it already."""
    by, descending = context["sorting"]
    goes_down = not descending if by == column else column in NUMBERS_FIRST_DESCENDING
    return address_with(
        context["request"], sort=str(column), order="desc" if goes_down else "asc", page=None, behind=None
    )


@register.simple_tag(takes_context=True)
def call_reasons(context: template.Context, call: CallRow) -> str:
    """Why somebody should be called, as one sentence."""
    return "; ".join(calls.reasons(call, reader_of_page(context).formats))


@register.simple_tag(takes_context=True)
def saved_views(context: template.Context, list_name: str) -> list[SavedViewDetails]:
    """The views that the reader kept of a list."""
    return views_of_person(reader_of_page(context).user_id, list_name)


@register.simple_tag(takes_context=True)
def items_address(context: template.Context, bucket: int | str, customer_id: UUID | None = None) -> str:
    """The items behind a figure of the aging on this page."""
    as_of: date = context["as_of"]
    known: AsKnown | None = context["known"]
    parameters = {
        "as_of": as_of.isoformat(),
        "known": known and known.typed,
        "currency": context["currency"],
        "bucket": str(bucket),
        "customer": customer_id,
    }
    asked = urlencode({name: value for name, value in parameters.items() if value})
    return f"{form_of_address('console:aged-items', 0, get_script_prefix())}?{asked}"
