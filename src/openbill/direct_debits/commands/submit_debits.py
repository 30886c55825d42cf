"""Make the file of a batch for the bank."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from openbill.direct_debits.commands.announce_debits import announce_batch
from openbill.direct_debits.commands.lock_batch import debits_of_batch, lock_batch
from openbill.direct_debits.commands.lock_mandates import lock_mandates
from openbill.direct_debits.commands.read_creditor import read_creditor
from openbill.direct_debits.errors import (
    BatchIsEmpty,
    DebitIsOutOfDate,
    MandateNotUsable,
    NoticeMissing,
    NoticeTooShort,
    TooLateToCollect,
)
from openbill.direct_debits.events import DebitsWereSubmitted
from openbill.direct_debits.models import (
    Creditor,
    Debit,
    DebitBatch,
    DebitItem,
    Mandate,
    MandateAmendment,
    PreNotification,
)
from openbill.direct_debits.policies import bank_identifiers
from openbill.direct_debits.policies.collection_date import last_submission_date, notice_has_run
from openbill.direct_debits.policies.debit_lifecycle import BATCH_LIFECYCLE, DEBIT_LIFECYCLE
from openbill.direct_debits.policies.mandate_lifecycle import lapses_on
from openbill.direct_debits.queries.outdated_debits import outdated_debits
from openbill.direct_debits.types import (
    AccountHolder,
    Amendment,
    Collection,
    CollectionFile,
    DebitVersion,
    PostalAddress,
    Scheme,
    SequenceType,
    SubmittedBatch,
)
from openbill.direct_debits.writing.pain008 import write_pain008
from openbill.documents.commands.keep_files import NewFile, keep_files
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.models import BankAccount, LegalEntity
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items

MEDIA_TYPE = "application/xml"


@command(permission="direct_debits.submit")
def submit_debits(*, batch_id: UUID, context: Context) -> SubmittedBatch:
    """Make the pain.008 of a prepared batch, keep it, and await its money at the bank.

    From now on only the bank's word changes its debits. Refused as a whole where a payer was not told or not in time,
    a mandate cannot be used, less is owed by now, or the bank cannot have the file in time; each refusal names the
    payer and the mandate. Raises DebitBatchUnknown, NotPossibleInState, BatchIsEmpty, TooLateToCollect, NoticeMissing,
    NoticeTooShort, MandateNotUsable, DebitIsOutOfDate and CreditorUnknown.
    """
    batch = lock_batch(batch_id, context=context)
    batch.state = BATCH_LIFECYCLE.after(batch.state, "submit")
    creditor = read_creditor(batch.legal_entity_id, context=context)
    debits = debits_of_batch(batch, DEBIT_LIFECYCLE.initial)
    if not debits:
        raise BatchIsEmpty(number=batch.number)
    _refuse_late(batch, context)
    mandates = lock_mandates([debit.mandate_id for debit in debits], context=context)
    _refuse_untold(batch, debits, mandates)
    _refuse_unusable(batch, debits, mandates)
    items = DebitItem.objects.filter(organization_id=context.organization_id, debit__batch_id=batch.id)
    lock_items(items.filter(debit__state=DEBIT_LIFECYCLE.initial).values_list("item_id", flat=True), context=context)
    _refuse_outdated(batch, debits, mandates)
    content = _written(batch, creditor, debits, mandates, context)
    file_name = f"{batch.number}.xml"
    (file_id,) = keep_files([NewFile(file_name, MEDIA_TYPE, content)], context=context)
    batch.submitted_at, batch.file_id = context.at, file_id
    batch.save(update_fields=["state", "submitted_at", "file_id"])
    for debit in debits:
        debit.state = DEBIT_LIFECYCLE.after(debit.state, "submit")
    Debit.objects.bulk_update(debits, ["state"], batch_size=1_000)
    announce_batch(batch, context=context)
    total = Money.total((Money(debit.amount_minor, "EUR") for debit in debits), "EUR")
    publish(
        DebitsWereSubmitted(
            batch.id, batch.number, len(debits), total.minor_units, total.currency, batch.collection_date
        ),
        context=context,
    )
    return SubmittedBatch(batch.id, batch.number, batch.message_id, file_id, file_name)


def _refuse_late(batch: DebitBatch, context: Context) -> None:
    zones = LegalEntity.objects.filter(organization_id=context.organization_id, id=batch.legal_entity_id)
    last_day = last_submission_date(batch.collection_date)
    if context.today(zones.values_list("time_zone", flat=True).get()) > last_day:
        raise TooLateToCollect(number=batch.number, collection_date=batch.collection_date, last_day=last_day)


def _refuse_untold(batch: DebitBatch, debits: Sequence[Debit], mandates: Mapping[UUID, Mandate]) -> None:
    notices = PreNotification.objects.filter(organization_id=batch.organization_id, debit__batch_id=batch.id)
    told: Mapping[UUID, date] = dict(notices.values_list("debit_id", "told_on"))
    for debit in debits:
        mandate = mandates[debit.mandate_id]
        if debit.id not in told:
            raise NoticeMissing(
                payer=mandate.debtor_name, reference=mandate.reference, collection_date=batch.collection_date
            )
        told_on = told[debit.id]
        if not notice_has_run(told_on=told_on, collection_date=batch.collection_date, notice_days=debit.notice_days):
            raise NoticeTooShort(
                payer=mandate.debtor_name,
                reference=mandate.reference,
                told_on=told_on,
                days=debit.notice_days,
                collection_date=batch.collection_date,
            )


def _refuse_unusable(batch: DebitBatch, debits: Sequence[Debit], mandates: Mapping[UUID, Mandate]) -> None:
    for debit in debits:
        mandate = mandates[debit.mandate_id]
        assert mandate.signed_on is not None, "A debit was prepared under it."
        lapses = lapses_on(signed_on=mandate.signed_on, last_collected_on=mandate.last_collected_on)
        if mandate.state != "active":
            reason = f"it is {mandate.state}"
        elif lapses <= batch.collection_date:
            reason = f"it lapses on {lapses}"
        else:
            continue
        raise MandateNotUsable(reference=mandate.reference, payer=mandate.debtor_name, reason=reason)


def _refuse_outdated(batch: DebitBatch, debits: Sequence[Debit], mandates: Mapping[UUID, Mandate]) -> None:
    outdated = set(outdated_debits(batch.id))
    for debit in debits:
        if debit.end_to_end_id in outdated:
            mandate = mandates[debit.mandate_id]
            raise DebitIsOutOfDate(payer=mandate.debtor_name, reference=mandate.reference)


def _written(
    batch: DebitBatch,
    creditor: Creditor,
    debits: Sequence[Debit],
    mandates: Mapping[UUID, Mandate],
    context: Context,
) -> bytes:
    account = BankAccount.objects.get(organization_id=context.organization_id, id=batch.bank_account_id)
    amendments = _amendments(debits, context)
    file = CollectionFile(
        message_id=batch.message_id,
        made_at=context.at,
        payment_information_id=bank_identifiers.batch_id(batch.number),
        scheme=Scheme(batch.scheme),
        sequence_type=SequenceType(batch.sequence_type),
        collection_date=batch.collection_date,
        creditor=AccountHolder(creditor.name, account.iban, account.bic),
        creditor_identifier=creditor.identifier,
        is_batch_booked=batch.is_batch_booked,
        collections=tuple(
            _collection(debit, mandates[debit.mandate_id], amendments.get(debit.mandate_id, Amendment()))
            for debit in debits
        ),
    )
    return write_pain008(file, DebitVersion(creditor.version))


def _collection(debit: Debit, mandate: Mandate, amendment: Amendment) -> Collection:
    assert mandate.signed_on is not None, "A debit was prepared under it."
    address = PostalAddress(
        mandate.debtor_street, mandate.debtor_postal_code, mandate.debtor_town, mandate.debtor_country
    )
    return Collection(
        end_to_end_id=debit.end_to_end_id,
        amount=Money(debit.amount_minor, "EUR"),
        mandate_reference=mandate.reference,
        signed_on=mandate.signed_on,
        debtor=AccountHolder(mandate.debtor_name, mandate.debtor_iban, mandate.debtor_bic, address),
        text=debit.text,
        amendment=amendment,
    )


def _amendments(debits: Sequence[Debit], context: Context) -> dict[UUID, Amendment]:
    """What the payers' banks were not told yet, by mandate; from now on the debits of this file tell it.

    Of several changes the oldest says what the bank knows. Where nothing was ever collected, it knows nothing.
    """
    telling = {debit.mandate_id: debit for debit in debits}
    untold = MandateAmendment.objects.filter(
        organization_id=context.organization_id, mandate_id__in=list(telling), told_by_id=None
    )
    known = set(
        Debit.objects.filter(
            organization_id=context.organization_id,
            mandate_id__in=list(telling),
            state__in=["submitted", "settled", "returned"],
        ).values_list("mandate_id", flat=True)
    )
    found: dict[UUID, Amendment] = {}
    rows = list(untold.order_by("id"))
    for row in rows:
        before = found.get(row.mandate_id, Amendment())
        found[row.mandate_id] = Amendment(
            reference=before.reference or row.original_reference,
            creditor_identifier=before.creditor_identifier or row.original_creditor_identifier,
            creditor_name=before.creditor_name or row.original_creditor_name,
            has_other_account=before.has_other_account or bool(row.original_iban),
        )
        row.told_by_id = telling[row.mandate_id].id
    MandateAmendment.objects.bulk_update(rows, ["told_by_id"], batch_size=1_000)
    return {mandate_id: amendment for mandate_id, amendment in found.items() if mandate_id in known}
