"""Bank lines in words: what a list says of one, how sure a proposal is, and the list that one comes from."""

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openbill.cash_application.queries.in_transit import InTransit
from openbill.cash_application.queries.lines_to_decide import ListedLine
from openbill.console.templatetags.figures import reader_of_page
from openbill.console.words.matching import Said, said

register = template.Library()

LIST = ("list", "by", "page")
"""The parameters of an address that say which list somebody works through."""


@register.simple_tag
def evidence(codes: Sequence[str]) -> list[Said]:
    """Why a receipt is taken for what is proposed."""
    return said(codes)


@register.simple_tag(takes_context=True)
def kept_list(context: template.Context) -> str:
    """The part of an address that keeps the list; blank for the usual one."""
    asked = context["request"].GET
    kept = {name: asked[name] for name in LIST if asked.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


@register.simple_tag(takes_context=True)
def probability(context: template.Context, value: float | None) -> str:
    """How sure a proposal is: "97.1 %", never quite a hundred."""
    if value is None:
        return ""
    share = min(Decimal(str(value)).quantize(Decimal("0.001")), Decimal("0.999"))
    return reader_of_page(context).formats.percent(share)


@register.simple_tag(takes_context=True)
def line_in_words(context: template.Context, line: ListedLine) -> str:
    """What a list says of a line below its name."""
    if line.kind == "aside":
        return _("Set aside")
    if line.kind == "return":
        return _("A payment went back")
    if line.kind == "cleared":
        return _("Known already")
    if line.kind:
        return _("Posted by itself") if line.is_by_itself else _("Posted by hand")
    if line.note:
        return line.note
    if line.is_return:
        return _("Returned by the bank")
    if line.amount_minor < 0:
        return _("Money went out")
    if not line.is_matched:
        return _("Not looked at yet")
    if not line.found:
        return _("Payer not known")
    best = probability(context, line.probability)
    told = ngettext("%(n)s proposal, %(best)s", "%(n)s proposals, best %(best)s", line.found)
    return told % {"n": line.found, "best": best}


@register.simple_tag(takes_context=True)
def in_transit_in_words(context: template.Context, known: InTransit) -> str:
    """What a line may be that the books know of: "PAY-000012, recorded on 2 March 2026"."""
    day = reader_of_page(context).formats.day(known.expected_date)
    told = {
        "payment": _("%(number)s, a payment recorded for %(day)s"),
        "return": _("%(number)s, a payment returned on %(day)s"),
        "refund": _("%(number)s, a refund of %(day)s"),
    }.get(known.source.kind)
    if told is None:
        told = _("%(number)s, expected on %(day)s")
    return told % {"number": known.number or ", ".join(known.words), "day": day}
