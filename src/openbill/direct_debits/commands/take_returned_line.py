"""Take a bank line by which debits came back."""

from uuid import UUID

from openbill.cash_application.commands.clear_lines import clear_line
from openbill.cash_application.types.decisions import Source
from openbill.direct_debits.commands.return_debit import return_debit
from openbill.direct_debits.models import Debit
from openbill.direct_debits.policies.fits_returns import fits_returns
from openbill.direct_debits.queries.returned_lines import ReturnedLine, returned_lines
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.primitives.money import Money

RETURN = "return"
"""What cash application calls a payment that the bank took back; its identifier is that of the payment."""


@command(permission="direct_debits.settle")
def take_returned_line(*, line_id: UUID, context: Context) -> int:
    """Return the debits that a line names, clear it with them, and book what the bank took beside; how many there were.

    Nothing is done, and 0 the answer, where one of its parts is no paid debit, or the amounts do not fit: then it is
    left to a person. The line of a notice returns and clears nothing, as its statement books the same; a debit that a
    notice returned is cleared with the statement's line. Raises what `return_debit` and `clear_line` refuse.
    """
    found = returned_lines(line_id)
    if not found or not _is_known(found[0]):
        return 0
    line = found[0]
    for part in line.parts:
        if part.debit_state == "settled":
            assert part.debit_id is not None, "It is known."
            return_debit(
                debit_id=part.debit_id, on=line.booked_date, reason=part.reason, text=part.text, context=context
            )
    if not line.is_of_notice:
        _clear(line, context)
    return len(line.parts)


def _is_known(line: ReturnedLine) -> bool:
    states = [part.debit_state for part in line.parts]
    debits = [part.debit_id for part in line.parts]
    return fits_returns(states, debits, line.fee_minor, is_of_notice=line.is_of_notice)


def _clear(line: ReturnedLine, context: Context) -> None:
    debits = Debit.objects.filter(
        organization_id=context.organization_id, id__in=[part.debit_id for part in line.parts]
    )
    rows = list(debits.order_by("id"))
    fee = Money(line.fee_minor, line.currency)
    clear_line(
        line_id=line.line_id,
        sources=[Source(RETURN, debit.payment_id) for debit in rows if debit.payment_id is not None],
        charge=fee,
        context=context,
    )
    for debit, share in zip(rows, fee.share([1] * len(rows)), strict=True):
        debit.fee_minor = share.minor_units
    Debit.objects.bulk_update(rows, ["fee_minor"])
