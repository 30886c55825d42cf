"""`{% icon "house" %}`: an icon inside the page."""

import json
from functools import cache
from pathlib import Path

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

SHAPES = Path(__file__).parent.parent / "icons.json"


@register.simple_tag
def icon(name: str, size: str = "size-4") -> SafeString:
    """An icon of lucide; it is an ornament beside its words, so screen readers pass over it."""
    return format_html(
        '<svg class="{} shrink-0" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>',
        size,
        _shape(name),
    )


def _shape(name: str) -> SafeString:
    return mark_safe(_shapes()[name])  # noqa: S308 - shapes are our own file, made from lucide


@cache
def _shapes() -> dict[str, str]:
    shapes: dict[str, str] = json.loads(SHAPES.read_text(encoding="utf-8"))
    return shapes
