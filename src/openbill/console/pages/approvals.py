"""What waits for a second person: refunds, accounts for them, write-offs, handing over, held snapshots."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from openbill.console.acts import back, say
from openbill.console.reader import Reader
from openbill.console.words.people import names_of_actors
from openbill.direct_debits.queries.refund_accounts import RefundAccountInOrder, waiting_refund_accounts
from openbill.importing.commands.approve_snapshot import approve_snapshot
from openbill.importing.commands.decline_snapshot import decline_snapshot
from openbill.importing.queries.waiting_snapshots import WaitingSnapshot, waiting_snapshots
from openbill.organizations.queries.somebody_else_may import somebody_else_may
from openbill.payments.commands.refund import approve_refund, decline_refund
from openbill.payments.queries.requested_refunds import RequestedRefund, waiting_refunds
from openbill.receivables.commands.approve_write_off import approve_write_off
from openbill.receivables.commands.decline_write_off import decline_write_off
from openbill.receivables.queries.requested_write_offs import RequestedWriteOff, waiting_write_offs
from openbill.unclaimed.queries.hand_overs import HandOverInOrder, hand_overs_in_order


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits, as far as the reader may see it."""

    refunds: list[RequestedRefund]
    write_offs: list[RequestedWriteOff]
    snapshots: list[WaitingSnapshot]
    accounts: list[RefundAccountInOrder]
    hand_overs: list[HandOverInOrder]

    @property
    def count(self) -> int:
        of_money = len(self.refunds) + len(self.write_offs) + len(self.accounts) + len(self.hand_overs)
        return of_money + len(self.snapshots)


def everything_waiting(reader: Reader) -> Waiting:
    """What waits and the reader may see."""
    return Waiting(
        waiting_refunds() if reader.may("payments.view") else [],
        waiting_write_offs() if reader.may("receivables.view") else [],
        waiting_snapshots() if reader.may("importing.import") or reader.may("importing.approve_snapshot") else [],
        waiting_refund_accounts() if reader.may("payments.view") else [],
        waiting_hand_overs() if reader.may("unclaimed.view") else [],
    )


def waiting_hand_overs() -> list[HandOverInOrder]:
    """Those that wait for a second person, as far as a page shows them."""
    return hand_overs_in_order(state="requested", limit=200)


def waiting_for(reader: Reader) -> int:
    """How much waits for the word of the reader: what the reader may approve and did not ask for."""
    own = reader.context.responsible
    refunds = waiting_refunds() if reader.may("payments.approve_refund") else []
    write_offs = waiting_write_offs() if reader.may("receivables.approve_write_off") else []
    snapshots = waiting_snapshots() if reader.may("importing.approve_snapshot") else []
    accounts = waiting_refund_accounts() if reader.may("payments.approve_refund") else []
    hand_overs = waiting_hand_overs() if reader.may("unclaimed.approve") else []
    asked = [
        *(each.requested_by for each in refunds),
        *(each.requested_by for each in write_offs),
        *(each.requested_by for each in accounts),
        *(each.requested_by for each in hand_overs),
    ]
    return sum(person != own for person in asked) + len(snapshots)


def list_approvals(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Everything that waits for a second person, the first asked for first."""
    waiting = everything_waiting(reader)
    shown: dict[str, Any] = {
        "waiting": waiting,
        "names": names_of_actors() if waiting.count else {},
        "own": reader.context.responsible,
        "stands_alone": _stands_alone(reader, waiting),
        "by_limit": any(each.requested_by == reader.context.responsible for each in waiting.write_offs),
    }
    return render(request, "console/approvals.html", shown)


def _stands_alone(reader: Reader, waiting: Waiting) -> bool:
    """Whether something waits that the reader asked for, and nobody else may approve."""
    own = reader.context.responsible
    asked = {
        "payments.approve_refund": any(each.requested_by == own for each in waiting.refunds)
        or any(each.requested_by == own for each in waiting.accounts),
        "unclaimed.approve": any(each.requested_by == own for each in waiting.hand_overs),
        "receivables.approve_write_off": any(each.requested_by == own for each in waiting.write_offs),
    }
    return any(
        waits and not somebody_else_may(permission, besides=reader.user_id) for permission, waits in asked.items()
    )


def let_refund_through(request: HttpRequest, reader: Reader, request_id: UUID) -> HttpResponse:
    """Approve a refund: the money goes back."""
    approve_refund(request_id=request_id, on=reader.today, context=reader.context)
    say(request, _("The refund is approved and booked. Send the money now."))
    return back(request, "console:approvals")


def turn_refund_down(request: HttpRequest, reader: Reader, request_id: UUID) -> HttpResponse:
    """Decline a refund: the credit stays unapplied."""
    decline_refund(request_id=request_id, reason=_reason(request), context=reader.context)
    say(request, _("The refund is declined; the credit stays unapplied."))
    return back(request, "console:approvals")


def let_write_off_through(request: HttpRequest, reader: Reader, request_id: UUID) -> HttpResponse:
    """Approve a write-off: the debt is given up."""
    approve_write_off(request_id=request_id, context=reader.context)
    say(request, _("It is written off."))
    return back(request, "console:approvals")


def turn_write_off_down(request: HttpRequest, reader: Reader, request_id: UUID) -> HttpResponse:
    """Decline a write-off: the debt stays open."""
    decline_write_off(request_id=request_id, reason=_reason(request), context=reader.context)
    say(request, _("The write-off is declined; the debt stays open."))
    return back(request, "console:approvals")


def let_snapshot_through(request: HttpRequest, reader: Reader, run_id: UUID) -> HttpResponse:
    """Approve a held snapshot: it is brought in when its file is imported again."""
    approve_snapshot(run_id=run_id, context=reader.context)
    say(request, _("The snapshot is approved. Import the same file again to bring it in."))
    return back(request, "console:approvals")


def turn_snapshot_down(request: HttpRequest, reader: Reader, run_id: UUID) -> HttpResponse:
    """Decline a held snapshot: nothing of its file is brought in."""
    decline_snapshot(run_id=run_id, reason=_reason(request), context=reader.context)
    say(request, _("The snapshot is declined; nothing of it is brought in."))
    return back(request, "console:approvals")


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:1000]
