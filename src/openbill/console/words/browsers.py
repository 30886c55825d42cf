"""What a browser calls itself, in words."""

from django.utils.translation import gettext as _

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
"""A mark in the long name, and what people call it; those that carry the marks of others come first."""

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_words(name: str) -> str:
    """ "Firefox, Windows" of what such a browser sends; the name itself where nothing in it is known."""
    known = [next((word for mark, word in marks if mark in name), "") for marks in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, known)) or name[:60] or _("Unknown browser")
