"""Tell payers of a collection ahead of it, or note that their invoices did."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.collections.queries.recipients import reminded_customers
from openbill.direct_debits.commands.lock_batch import debits_of_batch, lock_batch
from openbill.direct_debits.commands.read_creditor import read_creditor
from openbill.direct_debits.errors import NoticeOfTheFuture
from openbill.direct_debits.events import PayersWereTold
from openbill.direct_debits.models import Creditor, Debit, DebitBatch, Mandate, PreNotification
from openbill.direct_debits.policies.notice_words import NoticeFacts, notice_language, notice_words
from openbill.direct_debits.types import NoticeChannel
from openbill.documents.rendering.language import language_of
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.types import MessagesComposed, NewMessage
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.organizations.models import LegalEntity, Organization

PURPOSE = "direct_debit"
ROLES = ("accounts_payable",)
IBAN_END = 4


@command(permission="direct_debits.manage")
def tell_payers(*, batch_id: UUID, context: Context) -> MessagesComposed:
    """Compose a message to each payer of a prepared batch who was not told yet; its day is today.

    Who cannot be written to is named with the reason, and stops no other: tell them otherwise, then say so. Raises
    DebitBatchUnknown, NotPossibleInState and CreditorUnknown.
    """
    batch, debits = _untold(batch_id, context)
    creditor = read_creditor(batch.legal_entity_id, context=context)
    composed = compose_messages(messages=_messages(batch, debits, creditor, context), context=context)
    messages = {message.key: message.message_id for message in composed.messages}
    today = context.today(_time_zone(batch, context))
    told = [(debit, messages[_key(debit)]) for debit in debits if _key(debit) in messages]
    _note(batch, told, today, NoticeChannel.MESSAGE, context)
    return composed


@command(permission="direct_debits.manage")
def note_told_payers(*, batch_id: UUID, told_on: date, context: Context) -> int:
    """Note that the payers of a prepared batch were told by their invoices, or otherwise, on a day; how many.

    Raises DebitBatchUnknown, NotPossibleInState and NoticeOfTheFuture.
    """
    batch, debits = _untold(batch_id, context)
    today = read_latest_day(context=context)
    if told_on > today:
        raise NoticeOfTheFuture(told_on=told_on, today=today)
    _note(batch, [(debit, None) for debit in debits], told_on, NoticeChannel.INVOICE, context)
    return len(debits)


def _untold(batch_id: UUID, context: Context) -> tuple[DebitBatch, list[Debit]]:
    batch = lock_batch(batch_id, context=context)
    told = PreNotification.objects.filter(organization_id=context.organization_id, debit__batch_id=batch.id)
    known = set(told.values_list("debit_id", flat=True))
    return batch, [debit for debit in debits_of_batch(batch, "prepared") if debit.id not in known]


def _messages(batch: DebitBatch, debits: Sequence[Debit], creditor: Creditor, context: Context) -> list[NewMessage]:
    customers = reminded_customers([debit.customer_id for debit in debits])
    rows = Mandate.objects.filter(
        organization_id=context.organization_id, id__in=[debit.mandate_id for debit in debits]
    )
    mandates = {mandate.id: mandate for mandate in rows}
    own_language = Organization.objects.values_list("language", flat=True).get(id=context.organization_id)
    messages = []
    for debit in debits:
        mandate, customer = mandates[debit.mandate_id], customers[debit.customer_id]
        contact = customer.recipient(ROLES)
        language = notice_language((contact.language if contact else "") or customer.language or own_language)
        figures = language_of(language).figures
        facts = NoticeFacts(
            creditor=creditor.name,
            creditor_identifier=creditor.identifier,
            mandate_reference=mandate.reference,
            amount=figures.money(debit.amount_minor, "EUR"),
            collection_date=figures.long_day(batch.collection_date),
            account=mandate.debtor_iban[-IBAN_END:],
            documents=debit.text,
        )
        subject, body = notice_words(facts, language)
        messages.append(
            NewMessage(
                key=_key(debit),
                customer_id=debit.customer_id,
                purpose=PURPOSE,
                reason=f"It is collected on {batch.collection_date}: {debit.end_to_end_id}.",
                subject=subject,
                body=body,
                legal_entity_id=batch.legal_entity_id,
                language=language,
                contact_id=contact.contact_id if contact else None,
            )
        )
    return messages


def _note(
    batch: DebitBatch,
    told: Sequence[tuple[Debit, UUID | None]],
    told_on: date,
    channel: NoticeChannel,
    context: Context,
) -> None:
    if not told:
        return
    PreNotification.objects.bulk_create(
        [
            PreNotification(
                organization_id=context.organization_id,
                debit_id=debit.id,
                told_on=told_on,
                channel=channel.value,
                message_id=message_id,
                command_id=context.running_command_id,
            )
            for debit, message_id in told
        ],
        batch_size=1_000,
    )
    publish(PayersWereTold(batch.id, batch.number, len(told), told_on), context=context)


def _key(debit: Debit) -> str:
    return f"direct debit {debit.id}"


def _time_zone(batch: DebitBatch, context: Context) -> str:
    entities = LegalEntity.objects.filter(organization_id=context.organization_id, id=batch.legal_entity_id)
    return str(entities.values_list("time_zone", flat=True).get())
