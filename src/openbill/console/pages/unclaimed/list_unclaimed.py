"""The credits that nobody claims: by state, found, sorted; letters are written from here."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openbill.console.acts import back, say
from openbill.console.asked_list import asked_list
from openbill.console.choices import choice
from openbill.console.csv_file import csv_file, major
from openbill.console.reader import Reader
from openbill.console.tables import UNCLAIMED
from openbill.console.words import unclaimed as words
from openbill.console.words.sentences import sentence
from openbill.unclaimed.commands.write_letters import write_unclaimed_letters
from openbill.unclaimed.queries.find_unclaimed import ListedUnclaimed, UnclaimedBy, UnclaimedOf, find_unclaimed
from openbill.unclaimed.queries.unclaimed_figures import unclaimed_figures
from openbill.unclaimed.types import CreditKind, LettersWritten

FILTERS = (
    *((UnclaimedOf(code), word.text) for code, word in words.UNCLAIMED.items()),
    (UnclaimedOf.ALL, gettext_lazy("All")),
)


def list_unclaimed(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Credits with a clock, what is to be done first: found by number, owner or law, filtered, sorted, page by page."""
    asked = asked_list(request, UnclaimedBy, UnclaimedBy.REPORT, goes_down=False)
    figures = unclaimed_figures()
    usual = UnclaimedOf.LETTER_DUE if figures.letters_due else UnclaimedOf.ALL
    only = choice(request, "only", UnclaimedOf, usual)
    wanted = request.GET.get("kind", "")
    kind = CreditKind(wanted) if wanted in words.UNCLAIMED_KINDS else None
    page = find_unclaimed(only=only, kind=kind, **asked.arguments)
    if asked.is_file:
        return _as_file(page.rows, reader)
    shown: dict[str, Any] = {
        **asked.shown(UNCLAIMED, page, is_filtered=bool(kind) or "only" in request.GET, keeps=["only"]),
        "filters": FILTERS,
        "only": only,
        "kinds": [(code, word.text) for code, word in words.UNCLAIMED_KINDS.items()],
        "kind": kind,
        "figures": figures,
    }
    return render(request, "console/unclaimed/list.html", shown)


def write_all_letters(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Write the letters that are due, the most urgent first."""
    tell_written(request, reader, write_unclaimed_letters(context=reader.context))
    return back(request, "console:unclaimed")


def write_letter(request: HttpRequest, reader: Reader, unclaimed_id: UUID) -> HttpResponse:
    """Write the letter about one credit."""
    outcome = write_unclaimed_letters(credit_ids=[unclaimed_id], context=reader.context)
    tell_written(request, reader, outcome)
    return back(request, "console:unclaimed")


def tell_written(request: HttpRequest, reader: Reader, outcome: LettersWritten) -> None:
    """Say how many letters are in the outbox, and of those that were not written how many, and why the first one."""
    if outcome.written:
        told = ngettext("%(n)s letter is in the outbox.", "%(n)s letters are in the outbox.", outcome.written)
        say(request, told % {"n": outcome.written})
    if outcome.failures:
        count = len(outcome.failures)
        told = ngettext("%(n)s letter was not written.", "%(n)s letters were not written.", count)
        why = reader.formats.in_sentence(sentence(outcome.failures[0].reason))
        say(request, f"{told % {'n': count}} {why}")
    if not outcome.written and not outcome.failures:
        say(request, _("No letter is due."))


def _as_file(rows: Sequence[ListedUnclaimed], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Customer number"), _("Owner"), _("Number"), _("Kind"), _("Law"), _("Arose"), _("Last contact")),
        *(_("Letter until"), _("Report by"), _("State"), _("Currency"), _("Amount")),
    ]
    written = (
        [
            *(row.customer_number, row.customer_name or row.party_name, row.number, row.kind, row.jurisdiction),
            *(row.arose_on, row.last_contact_on, row.letter_until, row.report_on, row.state),
            *(row.currency, major(row.amount_minor, row.currency)),
        ]
        for row in rows
    )
    return csv_file(f"unclaimed-{reader.today}", columns, written)
