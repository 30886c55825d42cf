"""`{% url %}`, as Django has it, but quick where a page links to each of its rows."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.urls import get_script_prefix, reverse

register = template.Library()

_ANY = (UUID(int=1), UUID(int=2), UUID(int=3))


class QuickUrlNode(URLNode):
    """An address that differs by identifiers only, or not at all, is looked up once, and filled in from then on."""

    def render(self, context: template.Context) -> str:
        name = self.view_name.resolve(context)
        identifiers = [argument.resolve(context) for argument in self.args]
        is_plain = not self.kwargs and self.asvar is None and len(identifiers) <= len(_ANY)
        if is_plain and all(type(each) is UUID for each in identifiers):
            return form_of_address(name, len(identifiers), get_script_prefix()).format(*identifiers)
        written: Any = super().render(context)
        return str(written)


@lru_cache(maxsize=1_000)
def form_of_address(name: str, identifiers: int, _prefix: str) -> str:
    """The address of a page, with a place ({0}) for each identifier."""
    some = _ANY[:identifiers]
    address = reverse(name, args=some).replace("{", "{{").replace("}", "}}")
    for place, identifier in enumerate(some):
        address = address.replace(str(identifier), f"{{{place}}}")
    return address


@register.tag
def url(parser: Parser, token: Token) -> QuickUrlNode:
    """Django's own tag with a quicker node."""
    node = parse_url(parser, token)
    return QuickUrlNode(node.view_name, node.args, node.kwargs, node.asvar)
