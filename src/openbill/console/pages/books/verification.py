"""Proving that log, books and receivables are complete and right."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.console.reader import Reader
from openbill.wiring.verification import CHECKS, findings_within

LONGEST_SECONDS = 30
MOST_SHOWN = 200


def show_verification(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """What is proved, and the button that proves it."""
    return render(request, "console/books/verification.html", _shown())


def verify(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Check everything now, and show what was found; nothing is changed."""
    found = findings_within(reader.organization.id, seconds=LONGEST_SECONDS)
    shown = _shown() | {
        "is_done": True,
        "at": reader.context.at,
        "count": len(found),
        "findings": found[:MOST_SHOWN],
    }
    return render(request, "console/books/verification.html", shown)


def _shown() -> dict[str, Any]:
    return {"checks": sum(check.invariants for check in CHECKS), "most": MOST_SHOWN}
