"""What happened to a customer stands in its timeline."""

from typing import Any
from uuid import UUID

from openbill.collections import events as collections
from openbill.customers import events as customers
from openbill.customers.commands.add_timeline_entry import add_timeline_entry
from openbill.direct_debits import events as direct_debits
from openbill.disputes import events as disputes
from openbill.foundation.context import Context
from openbill.foundation.events import Subscriber, subscribe
from openbill.gateways import events as gateways
from openbill.messaging import events as messaging
from openbill.payments import events as payments
from openbill.receivables import events as receivables
from openbill.unclaimed import events as unclaimed

IN_THE_TIMELINE: dict[type, str] = {
    collections.CallWasLogged: "customer_id",
    collections.CallWasWithdrawn: "customer_id",
    customers.CustomerWasCreated: "customer_id",
    customers.CustomerWasChanged: "customer_id",
    customers.ParentWasSet: "customer_id",
    customers.ContactWasAdded: "customer_id",
    customers.ContactWasChanged: "customer_id",
    customers.ContactWasRemoved: "customer_id",
    customers.AddressWasSet: "customer_id",
    customers.ExternalIdWasAdded: "customer_id",
    customers.CustomersWereMerged: "into_customer_id",
    receivables.CreditWasAllocated: "customer_id",
    receivables.AllocationWasUndone: "customer_id",
    receivables.ItemWasCancelled: "customer_id",
    receivables.DueDateWasExtended: "customer_id",
    receivables.WriteOffWasRequested: "customer_id",
    receivables.WriteOffWasDeclined: "customer_id",
    receivables.ItemWasWrittenOff: "customer_id",
    receivables.WriteOffWasRecovered: "customer_id",
    receivables.DisputedPartWasMarked: "customer_id",
    payments.PaymentWasReturned: "customer_id",
    payments.PaymentWasWithdrawn: "customer_id",
    payments.TaxWasWithheld: "customer_id",
    payments.TaxCertificateWasKept: "customer_id",
    payments.TaxCertificateWasWithdrawn: "customer_id",
    payments.WithholdingWasRefused: "customer_id",
    payments.RefundWasRequested: "customer_id",
    payments.RefundWasApproved: "customer_id",
    payments.RefundWasDeclined: "customer_id",
    gateways.PaymentWasRequested: "customer_id",
    gateways.PaymentRequestWasRevoked: "customer_id",
    gateways.AttemptFailed: "customer_id",
    gateways.AttemptWasDisputed: "customer_id",
    gateways.AttemptWasRefunded: "customer_id",
    gateways.RefundFailed: "customer_id",
    gateways.RefundWasNotTaken: "customer_id",
    gateways.MethodWasSaved: "customer_id",
    gateways.MethodWasRemoved: "customer_id",
    gateways.MethodExpires: "customer_id",
    gateways.MethodWasRenewed: "customer_id",
    direct_debits.MandateWasAdded: "customer_id",
    direct_debits.MandateWasSigned: "customer_id",
    direct_debits.MandateWasAmended: "customer_id",
    direct_debits.MandateWasSuspended: "customer_id",
    direct_debits.MandateWasResumed: "customer_id",
    direct_debits.MandateWasCancelled: "customer_id",
    direct_debits.MandateLapsed: "customer_id",
    direct_debits.MandateLinkWasMade: "customer_id",
    direct_debits.MandateLinkWasRevoked: "customer_id",
    direct_debits.DebitWasRejected: "customer_id",
    direct_debits.DebitWasReturned: "customer_id",
    direct_debits.RefundAccountWasRequested: "customer_id",
    direct_debits.RefundAccountWasApproved: "customer_id",
    direct_debits.RefundAccountWasDeclined: "customer_id",
    direct_debits.TransferWasSettled: "customer_id",
    direct_debits.TransferWasRejected: "customer_id",
    gateways.MethodWasSwitched: "customer_id",
    disputes.DisputeWasOpened: "customer_id",
    disputes.DisputeWasCredited: "customer_id",
    disputes.DisputeWasWithdrawn: "customer_id",
    collections.NoticeWasMade: "customer_id",
    collections.NoticeWasWithdrawn: "customer_id",
    collections.PromiseWasGiven: "customer_id",
    collections.PromiseWasJudged: "customer_id",
    collections.PromiseWasReopened: "customer_id",
    collections.PromiseWasWithdrawn: "customer_id",
    messaging.MessageBounced: "customer_id",
    unclaimed.OwnerWasInContact: "customer_id",
    unclaimed.OwnerContactWasWithdrawn: "customer_id",
    unclaimed.OwnerWasWrittenTo: "customer_id",
    unclaimed.OwnerAnswered: "customer_id",
    unclaimed.CreditWasHandedOver: "customer_id",
    unclaimed.HandingOverWasTakenBack: "customer_id",
    unclaimed.OwnerCameBack: "customer_id",
}
"""The events that stand in a customer's timeline, and which of their facts names the customer."""


def keep_timelines() -> None:
    """Subscribe the timeline to what stands in it."""
    for kind, customer in IN_THE_TIMELINE.items():
        subscribe(kind, "timeline", _entry_of(kind.__name__, customer))


def _entry_of(kind: str, customer: str) -> Subscriber:
    def add(payload: dict[str, Any], context: Context) -> None:
        add_timeline_entry(
            customer_id=UUID(payload[customer]),
            event_id=event_delivered(context),
            kind=kind,
            facts=facts_of_timeline(payload),
            context=context,
        )

    return add


def facts_of_timeline(payload: dict[str, Any]) -> dict[str, Any]:
    """What of an event stands in the timeline: not a reason that somebody wrote, which may tell about a person."""
    return {name: value for name, value in payload.items() if name != "reason"}


def event_delivered(context: Context) -> UUID:
    """The event that a job delivers: `foundation/jobs.py` writes it into the key, "event <id> to <name>"."""
    assert context.idempotency_key is not None, "An event in the timeline is delivered by a job."
    return UUID(context.idempotency_key.split(" ")[1])
