"""By which day the next step about a credit is to be done."""

from datetime import date

from openbill.unclaimed.types import ClockState


def due_on(state: str, letter_until: date | None, report_on: date | None) -> date | None:
    """The last day for the letter while it is due, then that for the report; None where nothing is to be done."""
    if state == ClockState.LETTER_DUE:
        return letter_until
    return report_on if state in (ClockState.LETTER_SENT, ClockState.TO_HAND_OVER) else None
