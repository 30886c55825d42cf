"""Which event starts which command."""

from datetime import date
from typing import Any
from uuid import UUID

from openbill.cash_application import events as cash_application
from openbill.cash_application.commands.link_fitting_remittances import link_remittances_that_came_late
from openbill.cash_application.commands.refuse_withdrawing import refuse_withdrawing
from openbill.cash_application.jobs import match_later
from openbill.collections.commands.note_bounced_message import note_bounced_message
from openbill.collections.commands.note_disabled_webhook import end_webhook_tasks, note_disabled_webhook
from openbill.collections.commands.note_expiring_method import end_expiring_method_tasks, note_expiring_method
from openbill.collections.commands.note_failed_refund import (
    end_refund_tasks,
    note_failed_refund,
    note_refused_refund,
)
from openbill.collections.commands.note_refused_gateway_notice import (
    end_gateway_notice_tasks,
    note_refused_gateway_notice,
)
from openbill.collections.commands.note_returned_payment import note_returned_payment
from openbill.collections.commands.reopen_promises import reopen_promises
from openbill.collections.commands.withdraw_discarded_notices import withdraw_discarded_notices
from openbill.direct_debits import events as direct_debits
from openbill.direct_debits.commands.follow_returned_payment import follow_returned_payment, refuse_withdrawing_debit
from openbill.direct_debits.commands.note_failures import note_failed_debit, note_failed_transfer
from openbill.direct_debits.commands.settle_cleared import refuse_undoing, settle_cleared
from openbill.direct_debits.jobs import take_returns_later
from openbill.direct_debits.queries.debits_of_payments import is_of_debit
from openbill.disputes.commands.answer_disputes import answer_disputes
from openbill.disputes.types import Credited
from openbill.foundation.context import Context
from openbill.foundation.events import subscribe
from openbill.foundation.tenancy import scope
from openbill.gateways import events as gateways
from openbill.gateways.commands.note_payout_arrived import note_payout_arrived
from openbill.gateways.commands.record_payout import SOURCE_KIND as PAYOUT
from openbill.gateways.commands.refund_attempt import ask_for_refund
from openbill.gateways.commands.refuse_taking_twice import refuse_refunding_twice, refuse_withdrawing_of_gateway
from openbill.gateways.commands.tell_failed import tell_failed
from openbill.gateways.jobs import give_back_later
from openbill.invoicing import events as invoicing
from openbill.invoicing.commands.refuse_giving_back_twice import refuse_giving_back_twice
from openbill.ledger.commands.open_books import open_books
from openbill.ledger.events import ExchangeRatesWereSet
from openbill.messaging import events as messaging
from openbill.organizations.events import OrganizationWasCreated
from openbill.payments import events as payments
from openbill.primitives.money import Money
from openbill.receivables import events as receivables
from openbill.receivables.commands.value_items import value_items
from openbill.unclaimed.commands.recheck_letters import recheck_letters
from openbill.unclaimed.commands.record_contact import note_owner_contact
from openbill.unclaimed.commands.refuse_taking_back import refuse_cancelling_unclaimed, refuse_taking_back_handed_over
from openbill.unclaimed.types import ContactHow
from openbill.webhooks import events as webhook_events
from openbill.webhooks.queries.webhooks import webhooks
from openbill.wiring.timelines import event_delivered, keep_timelines


def connect_subscriptions() -> None:
    """Say who listens to what."""
    subscribe(ExchangeRatesWereSet, "value_items", _value_items, at_once=True)
    subscribe(OrganizationWasCreated, "open_books", _open_books, at_once=True)
    subscribe(invoicing.DebtsWereCredited, "answer_disputes", _answer_disputes, at_once=True)
    subscribe(receivables.ItemWasWrittenOff, "refuse_giving_back_twice", _refuse_giving_back_twice, at_once=True)
    subscribe(payments.PaymentWasReturned, "reopen_promises", _reopen_promises, at_once=True)
    subscribe(payments.PaymentWasWithdrawn, "reopen_promises", _reopen_promises, at_once=True)
    subscribe(payments.RefundWasApproved, "reopen_promises", _reopen_promises, at_once=True)
    subscribe(receivables.ItemWasCancelled, "reopen_promises", _reopen_promises, at_once=True)
    subscribe(receivables.AllocationWasUndone, "reopen_promises", _reopen_promises_over_debt, at_once=True)
    subscribe(payments.PaymentWasWithdrawn, "refuse_withdrawing", _refuse_withdrawing, at_once=True)
    subscribe(cash_application.StatementWasImported, "match_lines", _match_lines)
    subscribe(cash_application.StatementWasImported, "take_returns", _take_returns)
    subscribe(cash_application.LineWasCleared, "settle_debits", _settle_debits, at_once=True)
    subscribe(cash_application.ClearingWasUndone, "refuse_undoing_debits", _refuse_undoing_debits, at_once=True)
    subscribe(direct_debits.DebitWasSettled, "take_returns", _take_returns)
    subscribe(direct_debits.DebitWasRejected, "note_failed_debit", _note_failed_debit)
    subscribe(direct_debits.DebitWasReturned, "note_failed_debit", _note_failed_debit)
    subscribe(direct_debits.TransferWasRejected, "note_failed_transfer", _note_failed_transfer)
    subscribe(payments.PaymentWasReturned, "return_debit", _return_debit, at_once=True)
    subscribe(
        payments.PaymentWasWithdrawn, "refuse_withdrawing_of_gateway", _refuse_withdrawing_of_gateway, at_once=True
    )
    subscribe(payments.RefundWasRequested, "refuse_refunding_twice", _refuse_refunding_twice, at_once=True)
    subscribe(payments.PaymentWasWithdrawn, "refuse_withdrawing_debit", _refuse_withdrawing_debit, at_once=True)
    subscribe(cash_application.RemittancesWereImported, "link_remittances", _link_remittances)
    subscribe(payments.PaymentWasReturned, "call_payer", _call_payer)
    subscribe(payments.RefundWasApproved, "refund_at_gateway", _refund_at_gateway)
    subscribe(cash_application.LineWasCleared, "note_payout", _note_payout, at_once=True)
    subscribe(cash_application.ClearingWasUndone, "miss_payout", _miss_payout, at_once=True)
    subscribe(gateways.AttemptFailed, "tell_failed", _tell_failed)
    subscribe(gateways.RefundFailed, "note_refund", _note_failed_refund, at_once=True)
    subscribe(gateways.RefundWasNotTaken, "note_refund", _note_refused_refund, at_once=True)
    subscribe(gateways.RefundWasTaken, "end_refund_tasks", _end_refund_tasks, at_once=True)
    subscribe(gateways.NoticeWasRefused, "note_notice", _note_refused_gateway_notice, at_once=True)
    subscribe(gateways.NoticeWasTakenUp, "end_notice_tasks", _end_gateway_notice_tasks, at_once=True)
    subscribe(gateways.MethodExpires, "note_method", _note_expiring_method, at_once=True)
    subscribe(gateways.MethodWasSaved, "end_method_tasks", _end_tasks_of_customer, at_once=True)
    subscribe(gateways.MethodWasRenewed, "end_method_tasks", _end_tasks_of_method, at_once=True)
    subscribe(gateways.MethodWasRemoved, "end_method_tasks", _end_tasks_of_method, at_once=True)
    subscribe(messaging.MessageBounced, "find_address", _find_address)
    subscribe(messaging.MessageWasGivenUp, "find_address", _find_address)
    subscribe(messaging.MessageWasSuppressed, "find_address", _find_address)
    subscribe(messaging.HeldMessagesWereDiscarded, "withdraw_notices", _withdraw_discarded_notices, at_once=True)
    subscribe(messaging.HeldMessagesWereReleased, "recheck_letters", _recheck_letters, at_once=True)
    subscribe(messaging.MessageWasCancelled, "withdraw_notices", _withdraw_discarded_notice, at_once=True)
    subscribe(messaging.MessageWasSuppressed, "withdraw_notices", _withdraw_discarded_notice, at_once=True)
    subscribe(webhook_events.WebhookWasDisabled, "note_webhook", _note_webhook, at_once=True)
    subscribe(webhook_events.WebhookWasChanged, "end_webhook_tasks", _end_tasks_of_enabled, at_once=True)
    subscribe(webhook_events.WebhookWasRemoved, "end_webhook_tasks", _end_webhook_tasks, at_once=True)
    subscribe(direct_debits.MandateWasSigned, "note_contact", _note_signing_owner)
    subscribe(receivables.ItemWasCancelled, "refuse_cancelling_unclaimed", _refuse_cancelling_unclaimed, at_once=True)
    for taking_back in (payments.PaymentWasReturned, payments.PaymentWasWithdrawn):
        subscribe(taking_back, "refuse_taking_handed_over", _refuse_taking_handed_over, at_once=True)
    subscribe(cash_application.PostingWasUndone, "refuse_taking_handed_over", _refuse_taking_line_back, at_once=True)
    keep_timelines()


def _open_books(_payload: dict[str, Any], context: Context) -> None:
    open_books(context=context)


def _refuse_giving_back_twice(payload: dict[str, Any], context: Context) -> None:
    refuse_giving_back_twice(UUID(payload["item_id"]), context=context)


def _answer_disputes(payload: dict[str, Any], context: Context) -> None:
    credited = payload["credited"]
    answer_disputes(
        credited=[
            Credited(UUID(item_id), amount, date.fromisoformat(on)) for item_id, amount, _currency, on in credited
        ],
        context=context,
    )


def _refuse_withdrawing(payload: dict[str, Any], context: Context) -> None:
    refuse_withdrawing(UUID(payload["payment_id"]), context=context)


def _match_lines(payload: dict[str, Any], context: Context) -> None:
    match_later(context.organization_id, UUID(payload["bank_account_id"]))


def _take_returns(_payload: dict[str, Any], context: Context) -> None:
    take_returns_later(context.organization_id)


def _settle_debits(payload: dict[str, Any], context: Context) -> None:
    settle_cleared(_sources(payload), on=date.fromisoformat(payload["booked_date"]), context=context)


def _refuse_undoing_debits(payload: dict[str, Any], context: Context) -> None:
    refuse_undoing(_sources(payload), context=context)


def _sources(payload: dict[str, Any]) -> list[tuple[str, UUID]]:
    return [(kind, UUID(source_id)) for kind, source_id in payload["sources"]]


def _return_debit(payload: dict[str, Any], context: Context) -> None:
    on = date.fromisoformat(payload["returned_date"])
    follow_returned_payment(UUID(payload["payment_id"]), on=on, context=context)


def _refuse_withdrawing_of_gateway(payload: dict[str, Any], context: Context) -> None:
    refuse_withdrawing_of_gateway(UUID(payload["payment_id"]), context=context)


def _refuse_refunding_twice(payload: dict[str, Any], context: Context) -> None:
    refuse_refunding_twice(UUID(payload["item_id"]), context=context)


def _refuse_withdrawing_debit(payload: dict[str, Any], context: Context) -> None:
    refuse_withdrawing_debit(UUID(payload["payment_id"]), context=context)


def _link_remittances(_payload: dict[str, Any], context: Context) -> None:
    for bank_account_id in link_remittances_that_came_late(context=context):
        match_later(context.organization_id, bank_account_id)


def _note_failed_debit(payload: dict[str, Any], context: Context) -> None:
    note_failed_debit(debit_id=UUID(payload["debit_id"]), context=context)


def _note_failed_transfer(payload: dict[str, Any], context: Context) -> None:
    note_failed_transfer(
        transfer_id=UUID(payload["transfer_id"]), customer_id=UUID(payload["customer_id"]), context=context
    )


def _call_payer(payload: dict[str, Any], context: Context) -> None:
    with scope(context.organization_id):
        if is_of_debit(UUID(payload["payment_id"])):
            # What follows is said by the bank's code, in a task of its own.
            return
    note_returned_payment(
        payment_id=UUID(payload["payment_id"]),
        customer_id=UUID(payload["customer_id"]),
        amount=Money(payload["amount_minor"], payload["currency"]),
        returned_date=date.fromisoformat(payload["returned_date"]),
        context=context,
    )


def _refund_at_gateway(payload: dict[str, Any], context: Context) -> None:
    if ask_for_refund(refund_request_id=UUID(payload["request_id"]), context=context) is not None:
        give_back_later(context.organization_id)


def _note_payout(payload: dict[str, Any], context: Context) -> None:
    for kind, source_id in payload["sources"]:
        if kind == PAYOUT:
            on = date.fromisoformat(payload["booked_date"])
            note_payout_arrived(payout_id=UUID(source_id), on=on, context=context)


def _miss_payout(payload: dict[str, Any], context: Context) -> None:
    for kind, source_id in payload["sources"]:
        if kind == PAYOUT:
            note_payout_arrived(payout_id=UUID(source_id), on=None, context=context)


def _tell_failed(payload: dict[str, Any], context: Context) -> None:
    if not payload["was_present"]:
        tell_failed(attempt_id=UUID(payload["attempt_id"]), context=context)


def _note_failed_refund(payload: dict[str, Any], context: Context) -> None:
    note_failed_refund(
        refund_id=UUID(payload["refund_id"]),
        customer_id=UUID(payload["customer_id"]),
        amount=Money(payload["amount_minor"], payload["currency"]),
        context=context,
    )


def _note_refused_refund(payload: dict[str, Any], context: Context) -> None:
    note_refused_refund(
        refund_id=UUID(payload["refund_id"]),
        customer_id=UUID(payload["customer_id"]),
        amount=Money(payload["amount_minor"], payload["currency"]),
        because=payload["because"],
        context=context,
    )


def _end_refund_tasks(payload: dict[str, Any], context: Context) -> None:
    end_refund_tasks(refund_id=UUID(payload["refund_id"]), context=context)


def _note_refused_gateway_notice(payload: dict[str, Any], context: Context) -> None:
    note_refused_gateway_notice(
        notice_id=UUID(payload["notice_id"]), told_as=payload["told_as"], because=payload["because"], context=context
    )


def _end_gateway_notice_tasks(payload: dict[str, Any], context: Context) -> None:
    end_gateway_notice_tasks(notice_id=UUID(payload["notice_id"]), context=context)


def _note_expiring_method(payload: dict[str, Any], context: Context) -> None:
    note_expiring_method(
        method_id=UUID(payload["method_id"]),
        customer_id=UUID(payload["customer_id"]),
        label=payload["label"],
        expires_on=date.fromisoformat(payload["expires_on"]),
        context=context,
    )


def _end_tasks_of_customer(payload: dict[str, Any], context: Context) -> None:
    end_expiring_method_tasks(customer_id=UUID(payload["customer_id"]), context=context)


def _end_tasks_of_method(payload: dict[str, Any], context: Context) -> None:
    end_expiring_method_tasks(
        customer_id=UUID(payload["customer_id"]), method_id=UUID(payload["method_id"]), context=context
    )


def _reopen_promises(payload: dict[str, Any], context: Context) -> None:
    reopen_promises(credit_id=UUID(payload["item_id"]), context=context)


def _reopen_promises_over_debt(payload: dict[str, Any], context: Context) -> None:
    reopen_promises(credit_id=UUID(payload["credit_item_id"]), debt_id=UUID(payload["debit_item_id"]), context=context)


def _find_address(payload: dict[str, Any], context: Context) -> None:
    note_bounced_message(
        message_id=UUID(payload["message_id"]), customer_id=UUID(payload["customer_id"]), context=context
    )


def _withdraw_discarded_notices(_payload: dict[str, Any], context: Context) -> None:
    withdraw_discarded_notices(context=context)


def _withdraw_discarded_notice(payload: dict[str, Any], context: Context) -> None:
    withdraw_discarded_notices(message_ids=[UUID(payload["message_id"])], context=context)


def _note_webhook(payload: dict[str, Any], context: Context) -> None:
    webhook_id = UUID(payload["webhook_id"])
    address = next(each.url for each in webhooks() if each.id == webhook_id)
    note_disabled_webhook(webhook_id=webhook_id, address=address, context=context)


def _end_tasks_of_enabled(payload: dict[str, Any], context: Context) -> None:
    if "state" in payload["fields"]:
        _end_webhook_tasks(payload, context)


def _end_webhook_tasks(payload: dict[str, Any], context: Context) -> None:
    end_webhook_tasks(webhook_id=UUID(payload["webhook_id"]), context=context)


def _note_signing_owner(payload: dict[str, Any], context: Context) -> None:
    note_owner_contact(
        customer_id=UUID(payload["customer_id"]),
        how=ContactHow.MANDATE_SIGNED,
        on=date.fromisoformat(payload["signed_on"]),
        event_id=event_delivered(context),
        context=context,
    )


def _recheck_letters(_payload: dict[str, Any], context: Context) -> None:
    recheck_letters(context=context)


def _refuse_cancelling_unclaimed(payload: dict[str, Any], context: Context) -> None:
    refuse_cancelling_unclaimed(UUID(payload["item_id"]), context=context)


def _refuse_taking_handed_over(payload: dict[str, Any], context: Context) -> None:
    refuse_taking_back_handed_over(item_ids=[UUID(payload["item_id"])], context=context)


def _refuse_taking_line_back(payload: dict[str, Any], context: Context) -> None:
    refuse_taking_back_handed_over(line_ids=[UUID(payload["line_id"])], context=context)


def _value_items(_payload: dict[str, Any], context: Context) -> None:
    value_items(context=context)
