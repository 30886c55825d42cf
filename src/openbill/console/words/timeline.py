"""What happened with a customer, told in sentences."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openbill.console.formats import Formats
from openbill.console.words.direct_debits import DECISIONS
from openbill.console.words.gateways import DECLINES
from openbill.console.words.states import CALLS, DISPUTE_REASONS, PROMISES, STAGES
from openbill.console.words.unclaimed import ANSWERS, CONTACTS
from openbill.console.words.word import word
from openbill.customers.types import TimelineCursor, TimelineItem


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what happened, in a few words, and in how much, where that says more.

    What is known by its day alone has a `day`; `address` is the page that tells more.
    """

    at: datetime
    icon: str
    tone: str
    title: str
    detail: str
    day: date | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class _Telling:
    """`detail` makes a sentence of the facts of an event."""

    title: str | Promise
    icon: str
    detail: Callable[[dict[str, Any], Formats], str] | None = None
    tone: str = ""


def _amount(facts: dict[str, Any], formats: Formats) -> str:
    return formats.money(int(facts["amount_minor"]), facts["currency"])


def _reference(facts: dict[str, Any], _formats: Formats) -> str:
    return str(facts["reference"])


def _certificate(facts: dict[str, Any], formats: Formats) -> str:
    return f"{facts['number']}, {_amount(facts, formats)}"


def _follows(facts: dict[str, Any], _formats: Formats) -> str:
    return str(word(DECISIONS, facts["decision"]).text)


def _failed_debit(facts: dict[str, Any], formats: Formats) -> str:
    return f"{_amount(facts, formats)}: {_follows(facts, formats)}"


def _decline(facts: dict[str, Any], formats: Formats) -> str:
    return f"{_amount(facts, formats)}: {word(DECLINES, facts['decline']).text}"


def _switch(facts: dict[str, Any], _formats: Formats) -> str:
    return str(_("on") if facts["pays_automatically"] else _("off"))


def _last_day(facts: dict[str, Any], formats: Formats) -> str:
    day = formats.day(date.fromisoformat(facts["expires_on"]))
    return str(_("%(label)s, good until %(day)s")) % {"label": facts.get("label") or _("Card"), "day": day}


def _promise(facts: dict[str, Any], formats: Formats) -> str:
    day = formats.day(date.fromisoformat(facts["promised_date"]))
    return str(_("%(amount)s until %(day)s")) % {"amount": _amount(facts, formats), "day": day}


def _verdict(facts: dict[str, Any], formats: Formats) -> str:
    received = formats.money(int(facts["received_minor"]), facts["currency"])
    verdict = word(PROMISES, facts["outcome"]).text
    return str(_("%(verdict)s: %(amount)s came in")) % {"verdict": verdict, "amount": received}


def _dispute(facts: dict[str, Any], formats: Formats) -> str:
    return f"{word(DISPUTE_REASONS, facts['reason_code']).text}, {_amount(facts, formats)}"


def _disputed_part(facts: dict[str, Any], formats: Formats) -> str:
    return formats.money(int(facts["disputed_minor"]), facts["currency"])


def _notice(facts: dict[str, Any], formats: Formats) -> str:
    return f"{word(STAGES, facts['stage']).text}, {_amount(facts, formats)}"


def _contact(facts: dict[str, Any], _formats: Formats) -> str:
    return str(word(CONTACTS, facts["how"]).text)


def _wants(facts: dict[str, Any], _formats: Formats) -> str:
    return str(word(ANSWERS, facts["wants"]).text)


def _call(facts: dict[str, Any], formats: Formats) -> str:
    again = formats.day(date.fromisoformat(facts["again_on"]))
    return str(_("%(outcome)s; again on %(day)s")) % {"outcome": word(CALLS, facts["outcome"]).text, "day": again}


def _due_dates(facts: dict[str, Any], formats: Formats) -> str:
    days = [formats.day(date.fromisoformat(facts[name])) for name in ("previous_due_date", "due_date")]
    return str(_("From %(before)s to %(after)s")) % {"before": days[0], "after": days[1]}


TELLINGS: dict[str, _Telling] = {
    "CustomerWasCreated": _Telling(_("Customer added"), icon="building-2"),
    "CustomerWasChanged": _Telling(_("Customer changed"), icon="pencil"),
    "ParentWasSet": _Telling(_("Group changed"), icon="network"),
    "ContactWasAdded": _Telling(_("Contact added"), icon="user-plus"),
    "ContactWasChanged": _Telling(_("Contact changed"), icon="pencil"),
    "ContactWasRemoved": _Telling(_("Contact removed"), icon="user-minus"),
    "AddressWasSet": _Telling(_("Address changed"), icon="map-pin"),
    "ExternalIdWasAdded": _Telling(_("Number of another system added"), icon="hash"),
    "CustomersWereMerged": _Telling(_("Another customer merged into this one"), icon="merge"),
    "CreditWasAllocated": _Telling(_("Credit applied"), icon="arrow-down-to-line", detail=_amount),
    "AllocationWasUndone": _Telling(_("Allocation undone"), icon="undo-2", detail=_amount, tone="warn"),
    "ItemWasCancelled": _Telling(_("Item cancelled"), icon="ban"),
    "DueDateWasExtended": _Telling(_("Due date extended"), icon="calendar-clock", detail=_due_dates),
    "WriteOffWasRequested": _Telling(_("Write-off asked for"), icon="eraser", detail=_amount),
    "WriteOffWasDeclined": _Telling(_("Write-off declined"), icon="eraser"),
    "ItemWasWrittenOff": _Telling(_("Written off"), icon="eraser", detail=_amount, tone="bad"),
    "WriteOffWasRecovered": _Telling(
        _("Written-off money came in"), icon="arrow-down-to-line", detail=_amount, tone="good"
    ),
    "DisputedPartWasMarked": _Telling(_("Disputed part marked"), icon="message-circle-warning", detail=_disputed_part),
    "PaymentWasReturned": _Telling(_("Payment returned"), icon="circle-alert", detail=_amount, tone="bad"),
    "PaymentWasWithdrawn": _Telling(_("Payment withdrawn"), icon="undo-2", detail=_amount),
    "RefundWasRequested": _Telling(_("Refund asked for"), icon="arrow-up-from-line", detail=_amount),
    "RefundWasApproved": _Telling(_("Refunded"), icon="arrow-up-from-line", detail=_amount),
    "RefundWasDeclined": _Telling(_("Refund declined"), icon="arrow-up-from-line"),
    "TaxWasWithheld": _Telling(_("Tax withheld"), icon="landmark", detail=_amount),
    "TaxCertificateWasKept": _Telling(_("Tax certificate kept"), icon="file-text", detail=_certificate, tone="good"),
    "TaxCertificateWasWithdrawn": _Telling(_("Tax certificate withdrawn"), icon="undo-2", detail=_certificate),
    "WithholdingWasRefused": _Telling(_("Withheld tax owed again"), icon="undo-2", detail=_amount, tone="warn"),
    "MandateWasAdded": _Telling(_("Mandate added"), icon="landmark", detail=_reference),
    "MandateWasSigned": _Telling(_("Mandate signed"), icon="check", tone="good"),
    "MandateWasAmended": _Telling(_("Mandate changed"), icon="pencil"),
    "MandateWasSuspended": _Telling(_("Mandate suspended"), icon="ban", detail=_follows, tone="warn"),
    "MandateWasResumed": _Telling(_("Mandate resumed"), icon="check"),
    "MandateWasCancelled": _Telling(_("Mandate ended"), icon="x"),
    "MandateLapsed": _Telling(_("Mandate lapsed"), icon="timer-off"),
    "MandateLinkWasMade": _Telling(_("Link to sign a mandate made"), icon="send"),
    "MandateLinkWasRevoked": _Telling(_("Link to sign a mandate taken back"), icon="undo-2"),
    "DebitWasRejected": _Telling(
        _("Direct debit refused by the bank"), icon="circle-alert", detail=_failed_debit, tone="bad"
    ),
    "DebitWasReturned": _Telling(_("Direct debit came back"), icon="circle-alert", detail=_failed_debit, tone="bad"),
    "RefundAccountWasRequested": _Telling(_("Account for refunds entered"), icon="landmark"),
    "RefundAccountWasApproved": _Telling(_("Account for refunds approved"), icon="shield-check"),
    "RefundAccountWasDeclined": _Telling(_("Account for refunds declined"), icon="x"),
    "TransferWasSettled": _Telling(_("Refund sent by the bank"), icon="arrow-up-from-line"),
    "TransferWasRejected": _Telling(_("Refund refused by the bank"), icon="circle-alert", tone="bad"),
    "DisputeWasOpened": _Telling(_("Dispute opened"), icon="message-circle-warning", detail=_dispute, tone="warn"),
    "DisputeWasCredited": _Telling(_("Dispute credited"), icon="check", tone="good"),
    "DisputeWasWithdrawn": _Telling(_("Dispute withdrawn"), icon="undo-2"),
    "PaymentWasRequested": _Telling(_("Payment requested by link"), icon="send", detail=_amount),
    "PaymentRequestWasRevoked": _Telling(_("Payment request taken back"), icon="undo-2"),
    "AttemptFailed": _Telling(_("Payment did not go through"), icon="circle-alert", detail=_decline, tone="bad"),
    "AttemptWasDisputed": _Telling(
        _("Payment taken back by the bank"), icon="circle-alert", detail=_amount, tone="bad"
    ),
    "AttemptWasRefunded": _Telling(_("Given back by the gateway"), icon="arrow-up-from-line", detail=_amount),
    "RefundWasNotTaken": _Telling(
        _("The gateway refuses to give it back"), icon="circle-alert", detail=_amount, tone="bad"
    ),
    "RefundFailed": _Telling(_("Could not be given back"), icon="circle-alert", detail=_amount, tone="bad"),
    "MethodWasSwitched": _Telling(_("Automatic payment turned on or off"), icon="lock", detail=_switch),
    "MethodWasSaved": _Telling(_("Way of paying kept"), icon="lock"),
    "MethodExpires": _Telling(_("Card that pays by itself expires"), icon="clock", detail=_last_day, tone="warn"),
    "MethodWasRenewed": _Telling(_("Card given out anew"), icon="lock", detail=_last_day),
    "MethodWasRemoved": _Telling(_("Way of paying forgotten"), icon="lock-open"),
    "OwnerWasInContact": _Telling(_("In contact"), icon="phone", detail=_contact),
    "OwnerContactWasWithdrawn": _Telling(_("Contact taken back"), icon="undo-2"),
    "OwnerWasWrittenTo": _Telling(_("Letter about an unclaimed credit written"), icon="mail", detail=_amount),
    "OwnerAnswered": _Telling(_("Letter about an unclaimed credit answered"), icon="check", detail=_wants, tone="good"),
    "CreditWasHandedOver": _Telling(_("Unclaimed credit handed over to a state"), icon="landmark", detail=_amount),
    "HandingOverWasTakenBack": _Telling(_("Handing over of a credit undone"), icon="undo-2", tone="warn"),
    "OwnerCameBack": _Telling(_("Asked for a credit that a state has"), icon="circle-help", tone="warn"),
    "MessageBounced": _Telling(_("Message came back"), icon="mail-x", tone="bad"),
    "NoticeWasMade": _Telling(_("Reminder written"), icon="mail", detail=_notice),
    "NoticeWasWithdrawn": _Telling(_("Reminder withdrawn"), icon="mail-x"),
    "PromiseWasGiven": _Telling(_("Promise given"), icon="handshake", detail=_promise),
    "PromiseWasJudged": _Telling(_("Promise judged"), icon="handshake", detail=_verdict),
    "PromiseWasReopened": _Telling(_("Promise open again"), icon="handshake", tone="warn"),
    "CallWasLogged": _Telling(_("Called"), icon="phone", detail=_call),
    "CallWasWithdrawn": _Telling(_("Call taken back"), icon="undo-2"),
    "PromiseWasWithdrawn": _Telling(_("Promise withdrawn"), icon="undo-2"),
}
"""Every kind of entry that wiring puts into a timeline; a test holds the two together."""


def told(items: Iterable[TimelineItem], formats: Formats) -> list[Entry]:
    """The entries of a page of a timeline, in its order."""
    return [_entry(item, formats) for item in items]


def timeline_cursor(text: str) -> TimelineCursor | None:
    """The place in a timeline that an address names; None where it names none, or none that can be read."""
    at, _slash, identifier = text.partition("/")
    try:
        return TimelineCursor(datetime.fromisoformat(at), UUID(identifier))
    except ValueError:
        return None


def _entry(item: TimelineItem, formats: Formats) -> Entry:
    telling = TELLINGS[item.kind]
    tone = telling.tone
    if item.kind == "PromiseWasJudged":
        tone = word(PROMISES, item.facts["outcome"]).tone
    detail = telling.detail(item.facts, formats) if telling.detail else ""
    return Entry(item.at, telling.icon, tone, str(telling.title), detail)
