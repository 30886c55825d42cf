"""The audit log: who did what, when, and how far the log is sealed."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.console.knowledge import asked_day
from openbill.console.pages.messages.outbox import identifier
from openbill.console.reader import Reader
from openbill.console.words.states import ACTS
from openbill.organizations.queries.acts import ActFilter, acts, chain_state
from openbill.organizations.queries.members_with_roles import members_with_roles

ACTS_A_PAGE = 50
EVERYBODY = "all"
"""Who is asked for where jobs and answers to events are wanted too."""


def list_acts(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What people and programs did, the latest first: one of them, one kind, one day; or all, jobs too."""
    person = request.GET.get("person", "")
    name = request.GET.get("act", "")
    day = asked_day(request, reader) if request.GET.get("as_of") else None
    zone = ZoneInfo(reader.organization.time_zone)
    since = datetime.combine(day, time(), zone) if day else None
    wanted = ActFilter(
        actor_id=identifier(person),
        without_system=person != EVERYBODY,
        name=name if name in ACTS else None,
        since=since,
        until=since + timedelta(days=1) if since else None,
    )
    found = acts(wanted, before=identifier(request.GET.get("before", "")), limit=ACTS_A_PAGE + 1)
    rows = found[:ACTS_A_PAGE]
    shown: dict[str, Any] = {
        "rows": [(act, act.subject.get("customer_id")) for act in rows],
        "before": rows[-1].id if len(found) > ACTS_A_PAGE else None,
        "is_first": "before" not in request.GET,
        "chain": chain_state(),
        "members": members_with_roles(),
        "person": person,
        "everybody": EVERYBODY,
        "act_name": name,
        "day": day,
        "names": sorted(((code, str(word.text)) for code, word in ACTS.items()), key=lambda each: each[1]),
    }
    return render(request, "console/audit.html", shown)
