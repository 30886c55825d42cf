"""What is handed over to states: asked for, approved, paid, undone; and the report about it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openbill.console.acts import back, say
from openbill.console.choices import named_day, named_identifier
from openbill.console.csv_file import is_csv
from openbill.console.reader import Reader
from openbill.console.words.people import names_of_actors
from openbill.organizations.queries.somebody_else_may import somebody_else_may
from openbill.unclaimed.commands.approve_hand_over import approve_hand_over
from openbill.unclaimed.commands.pay_hand_over import pay_hand_over
from openbill.unclaimed.commands.request_hand_over import decline_hand_over, request_hand_over
from openbill.unclaimed.commands.undo_hand_over import undo_hand_over
from openbill.unclaimed.errors import DayUnreadable
from openbill.unclaimed.policies.jurisdiction import checked_jurisdiction
from openbill.unclaimed.policies.report_file import report_lines
from openbill.unclaimed.queries.hand_overs import (
    credits_of_hand_over,
    hand_over_of,
    hand_overs_in_order,
    report_of,
    to_hand_over,
)
from openbill.unclaimed.types import ReportedCredit

SHOWN = 50
CREDITS_SHOWN = 200


def list_hand_overs(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What could be handed over now, and what was, the last asked for first."""
    behind = named_identifier(request, "behind")
    found = hand_overs_in_order(after=behind, limit=SHOWN + 1)
    shown: dict[str, Any] = {
        "groups": [] if behind else to_hand_over(),
        "hand_overs": found[:SHOWN],
        "next": found[SHOWN - 1].id if len(found) > SHOWN else None,
        "behind": behind,
        "today": reader.today,
    }
    return render(request, "console/unclaimed/hand_overs.html", shown)


def ask_to_hand_over(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask for the credits of a jurisdiction, company and currency to be handed over."""
    asked = request_hand_over(
        jurisdiction=request.POST.get("jurisdiction", "")[:40],
        legal_entity_id=named_identifier(request, "legal_entity"),
        currency=request.POST.get("currency", "")[:3],
        context=reader.context,
    )
    say(request, _("It waits for a second person. Send the report meanwhile."))
    return redirect("console:hand-over", asked.hand_over_id)


def show_hand_over(request: HttpRequest, reader: Reader, hand_over_id: UUID) -> HttpResponse:
    """One handing over with its credits; as a file, the report."""
    row = hand_over_of(hand_over_id)
    if is_csv(request):
        return _report(f"hand-over-{row.number}", credits_of_hand_over(hand_over_id))
    own = reader.context.responsible
    shown: dict[str, Any] = {
        "row": row,
        "credits": credits_of_hand_over(hand_over_id, limit=CREDITS_SHOWN),
        "own": own,
        "names": names_of_actors(),
        "stands_alone": row.state == "requested"
        and row.requested_by == own
        and not somebody_else_may("unclaimed.approve", besides=reader.user_id),
        "today": reader.today,
    }
    return render(request, "console/unclaimed/hand_over.html", shown)


def show_report(request: HttpRequest, reader: Reader, jurisdiction: str) -> HttpResponse:
    """The report to a jurisdiction by a day (the end of this year if not said), of what was not handed over yet."""
    name = checked_jurisdiction(jurisdiction)
    last = named_day(request, "day") or date(reader.today.year, 12, 31)
    entity = named_identifier(request, "legal_entity")
    return _report(f"unclaimed-{name}-{last}", report_of(name, last, legal_entity_id=entity))


def let_hand_over_through(request: HttpRequest, reader: Reader, hand_over_id: UUID) -> HttpResponse:
    """Approve a handing over: from today its money is owed to the state."""
    approve_hand_over(hand_over_id=hand_over_id, on=reader.today, context=reader.context)
    say(request, _("It is handed over: from now on the money is owed to the state. Pay it by the day of the report."))
    return back(request, "console:approvals")


def turn_hand_over_down(request: HttpRequest, reader: Reader, hand_over_id: UUID) -> HttpResponse:
    """Decline a handing over: its credits are to be handed over still."""
    decline_hand_over(hand_over_id=hand_over_id, reason=_text(request, "reason"), context=reader.context)
    say(request, _("The handing over is declined."))
    return back(request, "console:approvals")


def pay(request: HttpRequest, reader: Reader, hand_over_id: UUID) -> HttpResponse:
    """Book that the money left, on the day that is told or today. Raises DayUnreadable."""
    on = named_day(request, "on")
    if on is None and (typed := _text(request, "on")):
        raise DayUnreadable(day=typed[:40])
    on = on or reader.today
    pay_hand_over(hand_over_id=hand_over_id, on=on, reference=_text(request, "reference"), context=reader.context)
    say(request, _("It is booked as paid. The line of the bank is known by the number."))
    return redirect("console:hand-over", hand_over_id)


def undo(request: HttpRequest, reader: Reader, hand_over_id: UUID) -> HttpResponse:
    """Undo a handing over: its credits are their owners' again."""
    undo_hand_over(hand_over_id=hand_over_id, reason=_text(request, "reason"), context=reader.context)
    say(request, _("It is undone: the credits are their owners' again."))
    return redirect("console:hand-over", hand_over_id)


def _report(name: str, owed: Iterable[ReportedCredit]) -> HttpResponse:
    """All of it inside the page's scope: nothing is read after the transaction."""
    answer = HttpResponse("".join(report_lines(owed)).encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:1000]
