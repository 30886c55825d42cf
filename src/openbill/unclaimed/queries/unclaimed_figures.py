"""How much there is to do about credits that nobody claims."""

from dataclasses import dataclass

from django.db import connection

from openbill.foundation.counting import MOST_COUNTED
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class UnclaimedFigures:
    """How many letters are due, credits are to be handed over, and lack a rule; each counted to MOST_COUNTED."""

    letters_due: int
    to_hand_over: int
    rules_missing: int


def unclaimed_figures() -> UnclaimedFigures:
    """What waits for somebody, of the organization in force."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"organization": current_organization_id(), "most": MOST_COUNTED})
        row = cursor.fetchone()
    assert row is not None, "A count is always there."
    return UnclaimedFigures(*row)


def _counted(condition: str) -> str:
    return (
        "(SELECT count(*) FROM (SELECT FROM unclaimed_credit"
        f" WHERE organization_id = %(organization)s AND {condition} LIMIT %(most)s) AS counted)"
    )


_FIGURES = "SELECT " + ", ".join(
    (
        _counted("state = 'letter_due' AND because <> 'letter_waits'"),
        _counted("state = 'to_hand_over' AND because <> 'asked_for'"),
        _counted("state = 'rule_missing'"),
    )
)
