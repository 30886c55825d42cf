"""What gateways told and is not understood: why, reading it again, setting it aside."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import back, say
from openbill.console.choices import choice, named_identifier
from openbill.console.csv_file import ALL_ROWS, csv_file, is_csv
from openbill.console.reader import Reader
from openbill.console.words.sentences import sentence
from openbill.gateways.commands.settle_notice import read_notice_again, set_notice_aside
from openbill.gateways.queries.notices_to_settle import ListedNotice, NoticesOf, counted_notices, notices_to_settle

NOTICES_A_PAGE = 50

FILTERS = (
    (NoticesOf.REFUSED, gettext_lazy("Refused")),
    (NoticesOf.WAITING, gettext_lazy("Waiting")),
    (NoticesOf.SET_ASIDE, gettext_lazy("Set aside")),
)


def list_notices(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Notices that were refused, that wait, or that were set aside; the last received first."""
    only = choice(request, "only", NoticesOf, NoticesOf.REFUSED)
    if is_csv(request):
        return _as_file(notices_to_settle(only, limit=ALL_ROWS), reader)
    before = named_identifier(request, "behind")
    found = notices_to_settle(only, before=before, limit=NOTICES_A_PAGE + 1)
    rows = found[:NOTICES_A_PAGE]
    counts = counted_notices()
    shown: dict[str, Any] = {
        "rows": rows,
        "behind": rows[-1].id if len(found) > NOTICES_A_PAGE else None,
        "is_first": before is None,
        "filters": [(value, label, counts[value]) for value, label in FILTERS],
        "only": only.value,
    }
    return render(request, "console/settings/gateway_notices.html", shown)


def read_again(request: HttpRequest, reader: Reader, notice_id: UUID) -> HttpResponse:
    """Have a notice read once more."""
    read_notice_again(notice_id=notice_id, context=reader.context)
    say(request, _("The notice is read again in a moment."))
    return back(request, "console:gateway-notices")


def set_aside(request: HttpRequest, reader: Reader, notice_id: UUID) -> HttpResponse:
    """Have a notice read no more, for a reason."""
    reason = request.POST.get("reason", "").strip()[:1000]
    set_notice_aside(notice_id=notice_id, reason=reason, context=reader.context)
    say(request, _("The notice is set aside; it can be read again at any time."))
    return back(request, "console:gateway-notices")


def _as_file(rows: list[ListedNotice], reader: Reader) -> HttpResponse:
    columns = [
        *(_("Received"), _("Gateway"), _("Told as"), _("Name there"), _("Amount"), _("State"), _("Refused")),
        *(_("Why"), _("Read again"), _("Set aside because")),
    ]
    local = reader.formats.local
    written = (
        [
            *(local(row.received_at), row.gateway, row.told_as, row.ref),
            *("" if row.amount is None else str(row.amount), row.state, row.refusals, sentence(row.refused_because)),
            *(local(row.read_again_at) if row.read_again_at and not row.is_given_up else "", row.set_aside_because),
        ]
        for row in rows
    )
    return csv_file(f"notices-of-gateways-{reader.today}", columns, written)
