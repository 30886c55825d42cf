"""Figures as the reader writes them: `{% amount row.open_minor row.currency %}`, `{{ day|day:reader }}`."""

from bisect import bisect_left
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from openbill.console.reader import Reader
from openbill.console.words.sentences import sentence as in_readers_language
from openbill.receivables.policies.age_bucket import USUAL_BOUNDS

register = template.Library()


@register.simple_tag(takes_context=True)
def amount(context: template.Context, minor: int | None, currency: str) -> str:
    """An amount without its currency; nothing where there is none."""
    return "" if minor is None else reader_of_page(context).formats.amount(minor, currency)


@register.simple_tag(takes_context=True)
def money(context: template.Context, minor: int, currency: str) -> str:
    """An amount with its currency."""
    return reader_of_page(context).formats.money(minor, currency)


@register.simple_tag(takes_context=True)
def big_money(context: template.Context, minor: int, currency: str) -> SafeString:
    """A headline figure: the decimals lighter."""
    whole, decimals, after = reader_of_page(context).formats.money_in_two(minor, currency)
    return format_html('{}<span class="cents">{}</span>{}', whole, decimals, after)


@register.simple_tag(takes_context=True)
def number(context: template.Context, value: int | Decimal) -> str:
    return reader_of_page(context).formats.number(value)


@register.simple_tag(takes_context=True)
def price(context: template.Context, value: Decimal, currency: str) -> str:
    """A price per unit: more decimals than its currency has, where it has them."""
    return reader_of_page(context).formats.price(value, currency)


@register.simple_tag(takes_context=True)
def percent(context: template.Context, part: int, whole: int) -> str:
    """How much of a whole a part is; nothing of nothing."""
    return reader_of_page(context).formats.percent(Decimal(part) / whole) if whole else ""


@register.simple_tag(takes_context=True)
def share(context: template.Context, part: float) -> str:
    """A part of one as a percentage."""
    return reader_of_page(context).formats.percent(Decimal(str(part)))


@register.simple_tag(takes_context=True)
def exchange_rate(context: template.Context, value: Decimal) -> str:
    """ "0.9215"."""
    return reader_of_page(context).formats.exchange_rate(value)


@register.simple_tag(takes_context=True)
def rate(context: template.Context, percent: Decimal) -> str:
    """ "7.5 %", of a rate per hundred."""
    return reader_of_page(context).formats.rate(percent)


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: date | None) -> str:
    return reader_of_page(context).formats.day(value) if value else ""


@register.simple_tag(takes_context=True)
def short_day(context: template.Context, value: date | None) -> str:
    """A day; its year only where it is far from today."""
    reader = reader_of_page(context)
    return reader.formats.near_day(value, reader.today) if value else ""


@register.simple_tag(takes_context=True)
def long_day(context: template.Context, value: date) -> str:
    return reader_of_page(context).formats.long_day(value)


@register.simple_tag(takes_context=True)
def told(context: template.Context, sentence: str) -> str:
    """A sentence that was kept, in the reader's language, with its amounts and days as the reader writes them."""
    return reader_of_page(context).formats.in_sentence(in_readers_language(sentence))


@register.simple_tag(takes_context=True)
def moment(context: template.Context, value: datetime) -> str:
    return reader_of_page(context).formats.moment(value)


@register.filter
def is_long(minor: int) -> bool:
    """Whether a headline figure has ten digits or more."""
    return abs(minor) >= 10**9


@register.filter
def age_step(days_late: int) -> int:
    """The step of the age colours: 0 not due, then one for each of the usual buckets."""
    return 0 if days_late <= 0 else bisect_left(USUAL_BOUNDS, days_late) + 1


@register.filter
def negated(minor: int) -> int:
    """An amount with the other sign."""
    return -minor


@register.simple_tag(takes_context=True)
def month(context: template.Context, value: date) -> str:
    """ "November 2026"."""
    return reader_of_page(context).formats.month(value)


@register.filter
def in_fours(number: str) -> str:
    """An IBAN in groups of four, as on paper; other numbers as they are."""
    if not (number[:2].isalpha() and number[2:4].isdigit()):
        return number
    return "\u00a0".join(number[start : start + 4] for start in range(0, len(number), 4))


def reader_of_page(context: template.Context) -> Reader:
    """The reader of the page that is rendered."""
    reader: Any = context["request"].reader
    assert isinstance(reader, Reader)
    return reader
