"""Say with which lines the money of submitted debits will come."""

from openbill.cash_application.commands.expect_at_bank import expect_at_bank, no_longer_expect
from openbill.cash_application.types.decisions import Expected, Source
from openbill.direct_debits.models import Debit, DebitBatch
from openbill.direct_debits.policies import bank_identifiers
from openbill.direct_debits.types import SourceKind
from openbill.foundation.context import Context
from openbill.payments.types import MoneyOn
from openbill.primitives.money import Money


def announce_batch(batch: DebitBatch, *, context: Context) -> None:
    """Expect at the bank what of a batch is submitted now, in place of what was expected of it before.

    As one line where the bank books the batch as a whole, else as a line for each debit. Nothing of it is in the books
    before the bank tells of it.
    """
    debits = Debit.objects.filter(organization_id=context.organization_id, batch_id=batch.id).order_by("id")
    awaited = [debit for debit in debits if debit.state == "submitted"]
    gone = [Source(SourceKind.DEBIT.value, debit.id) for debit in debits if debit.state == "rejected"]
    expected = [_of_debit(batch, debit) for debit in awaited]
    if batch.is_batch_booked:
        source = Source(SourceKind.DEBIT_BATCH.value, batch.id)
        gone = [] if awaited else [source]
        expected = [_of_batch(batch, awaited)] if awaited else []
    if expected:
        expect_at_bank(expected=expected, context=context)
    if gone:
        no_longer_expect(sources=gone, context=context)


def _of_batch(batch: DebitBatch, debits: list[Debit]) -> Expected:
    return Expected(
        source=Source(SourceKind.DEBIT_BATCH.value, batch.id),
        legal_entity_id=batch.legal_entity_id,
        amount=Money(sum(debit.amount_minor for debit in debits), "EUR"),
        expected_date=batch.collection_date,
        references=(batch.message_id, bank_identifiers.batch_id(batch.number)),
        account=MoneyOn.TOLD_BY_BANK,
    )


def _of_debit(batch: DebitBatch, debit: Debit) -> Expected:
    return Expected(
        source=Source(SourceKind.DEBIT.value, debit.id),
        legal_entity_id=batch.legal_entity_id,
        amount=Money(debit.amount_minor, "EUR"),
        expected_date=batch.collection_date,
        references=(debit.end_to_end_id,),
        account=MoneyOn.TOLD_BY_BANK,
    )
