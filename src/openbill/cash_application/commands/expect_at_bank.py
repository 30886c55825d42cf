"""Say what is expected on the accounts at banks, so that the line with which it comes is known."""

from collections.abc import Sequence

from openbill.cash_application.errors import ExpectationIsCleared
from openbill.cash_application.models import Expectation, LineClearing
from openbill.cash_application.types.decisions import Expected, Source
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="cash_application.post", summarised=("expected",))
def expect_at_bank(*, expected: Sequence[Expected], context: Context) -> None:
    """Expect money on an account at a bank; what is told again of the same source takes the place of what was told.

    A line that comes to the amount, and that has one of the references as a whole, clears it by itself: its money is
    then no longer on the account where it stood. Raises ExpectationIsCleared.
    """
    _refuse_cleared([each.source for each in expected], context)
    rows = [
        Expectation(
            organization_id=context.organization_id,
            legal_entity_id=each.legal_entity_id,
            source_kind=each.source.kind,
            source_id=each.source.id,
            amount_minor=each.amount.minor_units,
            currency=each.amount.currency,
            expected_date=each.expected_date,
            words=list(each.references),
            account=each.account.value,
            command_id=context.running_command_id,
        )
        for each in expected
    ]
    Expectation.objects.bulk_create(
        rows,
        batch_size=1_000,
        update_conflicts=True,
        unique_fields=["organization_id", "source_kind", "source_id"],
        update_fields=["amount_minor", "currency", "expected_date", "words", "account", "command_id"],
    )


@command(permission="cash_application.post", summarised=("sources",))
def no_longer_expect(*, sources: Sequence[Source], context: Context) -> None:
    """Expect no longer what will not come; what is not expected is left alone. Raises ExpectationIsCleared."""
    _refuse_cleared(sources, context)
    for source in sources:
        Expectation.objects.filter(
            organization_id=context.organization_id, source_kind=source.kind, source_id=source.id
        ).delete()


def _refuse_cleared(sources: Sequence[Source], context: Context) -> None:
    """Its row is locked: a line that clears it at the same time is waited for."""
    wanted = {(source.kind, source.id) for source in sources}
    identifiers = [source.id for source in sources]
    known = Expectation.objects.filter(organization_id=context.organization_id, source_id__in=identifiers)
    list(known.select_for_update().order_by("id").values_list("id"))
    cleared = LineClearing.objects.filter(
        organization_id=context.organization_id, source_id__in=identifiers, is_undone=False
    )
    for kind, source_id in cleared.values_list("source_kind", "source_id"):
        if (kind, source_id) in wanted:
            raise ExpectationIsCleared(kind=kind, source_id=source_id)
