"""The audit log: who did what, when, and how far the log is sealed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from openbill.console.choices import named_identifier
from openbill.console.columns import shown_list
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv
from openbill.console.knowledge import asked_day
from openbill.console.paging import kept
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.console.tables import AUDIT
from openbill.console.words.people import who
from openbill.console.words.states import ACTS
from openbill.organizations.queries.acts import Act, ActFilter, ActsBy, acts, chain_state
from openbill.organizations.queries.members_with_roles import members_with_roles

ACTS_A_PAGE = 50
EVERYBODY = "all"
"""Who is asked for where jobs and answers to events are wanted too."""


def list_acts(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What people and programs did, the latest first: one of them, one kind, one day; or all, jobs too."""
    person = request.GET.get("person", "")
    name = request.GET.get("act", "")
    day = asked_day(request, reader) if request.GET.get("as_of") else None
    order = sorting(request, ActsBy, ActsBy.WHEN)
    found = acts(
        _wanted(request, reader, person, name, day),
        oldest_first=not order.descending,
        behind=None if is_csv(request) else named_identifier(request, "behind"),
        limit=ALL_ROWS if is_csv(request) else ACTS_A_PAGE + 1,
    )
    if is_csv(request):
        return _as_file(found, reader)
    rows = found[:ACTS_A_PAGE]
    shown: dict[str, Any] = {
        **shown_list(request, AUDIT),
        "rows": [(act, act.subject.get("customer_id")) for act in rows],
        "behind": rows[-1].id if len(found) > ACTS_A_PAGE else None,
        "is_first": "behind" not in request.GET,
        "sorting": order,
        "kept": kept(request, "sort", "order", "columns"),
        "chain": chain_state(),
        "members": members_with_roles(),
        "person": person,
        "everybody": EVERYBODY,
        "act_name": name,
        "day": day,
        "names": sorted(((code, str(word.text)) for code, word in ACTS.items()), key=lambda each: each[1]),
    }
    return render(request, "console/audit.html", shown)


def _wanted(request: HttpRequest, reader: Reader, person: str, name: str, day: date | None) -> ActFilter:
    since = datetime.combine(day, time(), ZoneInfo(reader.organization.time_zone)) if day else None
    return ActFilter(
        actor_id=named_identifier(request, "person"),
        without_system=person != EVERYBODY,
        name=name if name in ACTS else None,
        since=since,
        until=since + timedelta(days=1) if since and since.date() < date.max else None,
    )


def _as_file(found: Sequence[Act], reader: Reader) -> HttpResponse:
    columns = [_("When"), _("Act"), _("Who"), _("Reason"), _("Number"), _("Sealed")]
    local = reader.formats.local
    written = (
        [
            *(local(act.at), act.name, who(act), str(act.subject.get("reason") or ""), act.sequence),
            act.sealed_at and local(act.sealed_at),
        ]
        for act in found
    )
    return csv_file(f"audit-{reader.today}", columns, written)
