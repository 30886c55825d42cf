"""What the database holds of a handing over: two people, the steps of its life, and a history that stays."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection
from tests.support.organizations import an_organization
from tests.support.unclaimed import (
    DAY,
    a_rule,
    dormant,
    handed_over,
    two_people,
)

from openbill.foundation.tenancy import scope
from openbill.unclaimed.commands.request_hand_over import request_hand_over
from openbill.unclaimed.models import HandOver
from openbill.unclaimed.policies.hand_over_lifecycle import HAND_OVER_LIFECYCLE


def test_the_database_wants_two_people_too():
    firm = an_organization("USD")
    dormant(firm)
    asks, _ = two_people(firm, DAY)
    asked = request_hand_over(jurisdiction="US-TX", context=asks)
    with scope(firm.id):
        row = HandOver.objects.get(organization_id=firm.id, id=asked.hand_over_id)
    row.state, row.decided_by, row.decided_at = "approved", row.requested_by, row.requested_at
    row.handed_over_on = date(2023, 7, 20)

    with pytest.raises(IntegrityError, match="hand_over_is_approved_by_another"), scope(firm.id):
        row.save(update_fields=["state", "decided_by", "decided_at", "handed_over_on"])


def test_the_steps_in_the_database_are_those_of_the_lifecycle():
    from importlib import import_module

    guards = import_module("openbill.unclaimed.migrations.0002_guards")

    assert set(guards.STEPS) == {f"{before} {after}" for (before, _), after in HAND_OVER_LIFECYCLE.transitions.items()}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE unclaimed_change SET because = 'rests'",
        "DELETE FROM unclaimed_change",
        "DELETE FROM unclaimed_credit",
        "DELETE FROM hand_over",
        "UPDATE hand_over SET amount_minor = 1",
        "UPDATE hand_over_credit SET is_live = false",
        "UPDATE unclaimed_rule SET source = 'x'",
        "UPDATE hand_over SET state = 'requested'",
    ],
)
def test_history_and_what_was_handed_over_stay(statement):
    firm = an_organization("USD")
    dormant(firm)
    a_rule(firm, "US-IA")
    handed_over(firm, DAY)

    with pytest.raises(DatabaseError), scope(firm.id), connection.cursor() as cursor:
        cursor.execute(statement)
