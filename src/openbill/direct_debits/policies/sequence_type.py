"""Which kind of collection a debit is under its mandate."""

from openbill.direct_debits.types import MandateUse, SequenceType


def sequence_type(use: MandateUse, *, is_first: bool, is_last: bool, marks_first: bool) -> SequenceType:
    """The sequence type that goes into the file.

    Since November 2016 the first of many may be marked as any other (RCUR), and is; `marks_first` is for a bank that
    still asks for FRST. The last one ends the mandate at the payer's bank too, even if it is the first.
    """
    if use is MandateUse.ONE_OFF:
        return SequenceType.ONE_OFF
    if is_last:
        return SequenceType.FINAL
    if is_first and marks_first:
        return SequenceType.FIRST
    return SequenceType.RECURRENT
