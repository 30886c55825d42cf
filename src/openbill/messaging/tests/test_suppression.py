"""An address on the suppression list is not written to until somebody takes it off, for each reason by itself."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from tests.support.database import connected_as
from tests.support.threads import at_the_same_time
from tests.support.unchanged import nothing_changes

from openbill.foundation.command_log.personal_payload import read_personal_payload
from openbill.foundation.models import CommandLogEntry
from openbill.foundation.tenancy import scope
from openbill.messaging.commands.lift_suppression import lift_suppression
from openbill.messaging.commands.suppress_address import suppress_address
from openbill.messaging.errors import RecipientMissing, SuppressionReasonUnknown, SuppressionUnknown, TextMissing
from openbill.messaging.events import AddressWasSuppressed, SuppressionWasLifted
from openbill.messaging.models import Suppression
from openbill.messaging.queries.suppressed_addresses import SuppressedAddress, suppressed_addresses
from openbill.messaging.tests.messages import NOON, Firm, a_firm, composed, events_of, state_of
from openbill.organizations.errors import EmailWrong


def suppress(firm: Firm, address: str = "Maria@Bert.example", reason: str = "opted_out", note: str = "By phone."):
    return suppress_address(address=address, reason=reason, note=note, context=firm.at())


def lift(firm: Firm, address: str = "maria@BERT.example", reason: str = "opted_out", note: str = "She asked."):
    return lift_suppression(address=address, reason=reason, note=note, context=firm.at(NOON + timedelta(days=1)))


def listed(firm: Firm, containing: str = "") -> list[SuppressedAddress]:
    with scope(firm.id):
        return suppressed_addresses(containing=containing)


def test_an_address_is_listed_in_small_letters_and_again_changes_nothing():
    firm = a_firm()
    added = suppress(firm)
    assert added.is_new
    assert listed(firm) == [
        SuppressedAddress(added.suppression_id, "maria@bert.example", "opted_out", NOON, "By phone.")
    ]
    again = suppress(firm, "MARIA@bert.EXAMPLE", note="Another note")
    assert (again.suppression_id, again.is_new) == (added.suppression_id, False)
    assert events_of(firm, AddressWasSuppressed) == [AddressWasSuppressed(added.suppression_id, "opted_out")]


def test_one_reason_is_lifted_and_the_others_stay():
    firm = a_firm()
    suppress(firm, reason="hard_bounce")
    opted_out = suppress(firm, reason="opted_out")
    lift(firm)
    assert [each.reason for each in listed(firm)] == ["hard_bounce"]
    assert state_of(firm, composed(firm)) == "suppressed"
    lift(firm, reason="hard_bounce")
    assert listed(firm) == []
    assert state_of(firm, composed(firm)) == "queued"
    assert events_of(firm, SuppressionWasLifted)[0] == SuppressionWasLifted(opted_out.suppression_id, "opted_out")
    with scope(firm.id):
        kept = Suppression.objects.get(organization_id=firm.id, id=opted_out.suppression_id)
    assert (kept.note, kept.lifted_at, kept.lifting_note) == ("By phone.", NOON + timedelta(days=1), "She asked.")


def test_an_address_that_was_lifted_can_be_listed_anew():
    firm = a_firm()
    first = suppress(firm)
    lift(firm)
    second = suppress(firm)
    assert (second.is_new, second.suppression_id == first.suppression_id) == (True, False)


def test_what_is_not_listed_is_not_lifted():
    firm = a_firm()
    suppress(firm, reason="complaint")
    with nothing_changes(firm.id), pytest.raises(SuppressionUnknown, match="not suppressed for opted_out"):
        lift(firm)


@pytest.mark.parametrize(
    ("details", "refusal"),
    [
        ({"address": "maria"}, EmailWrong),
        ({"address": " "}, RecipientMissing),
        ({"reason": "because"}, SuppressionReasonUnknown),
    ],
)
def test_what_is_no_address_or_no_reason_is_refused(details, refusal):
    firm = a_firm()
    with nothing_changes(firm.id), pytest.raises(refusal):
        suppress(firm, **details)


def test_lifting_needs_a_note():
    firm = a_firm()
    suppress(firm)
    with nothing_changes(firm.id), pytest.raises(TextMissing, match="The note is blank"):
        lift(firm, note=" ")


def test_a_part_of_the_address_finds_it():
    firm = a_firm()
    suppress(firm, "maria@bert.example"), suppress(firm, "carl@dora.example")
    assert [each.address for each in listed(firm, "Dora")] == ["carl@dora.example"]
    assert [each.address for each in listed(firm)] == ["carl@dora.example", "maria@bert.example"]


def test_address_and_note_are_in_the_log_under_a_key_of_their_own_only():
    firm = a_firm()
    suppress(firm)
    with scope(firm.id):
        entry = CommandLogEntry.objects.get(organization_id=firm.id, name="suppress_address")
        payload = read_personal_payload(organization_id=firm.id, command_id=entry.id)
    assert entry.input == {"reason": "opted_out"}
    assert payload == {"address": "Maria@Bert.example", "note": "By phone."}


def test_an_address_suppressed_by_several_at_the_same_time_is_listed_once():
    firm = a_firm()
    answers = at_the_same_time([lambda: suppress(firm)] * 4)
    assert sorted(answer.is_new for answer in answers) == [False, False, False, True]
    assert len({answer.suppression_id for answer in answers}) == len(listed(firm)) == 1


def test_an_entry_is_lifted_once_and_otherwise_never_changed():
    firm = a_firm()
    suppress(firm)
    lift(firm)
    with nothing_changes(firm.id), connected_as("owner") as owner:
        for statement in (
            "UPDATE suppression SET address = 'x@y.example'",
            "UPDATE suppression SET lifted_at = NULL",
            "DELETE FROM suppression",
        ):
            with pytest.raises(Exception, match="never changed or removed"):
                owner.execute(f"{statement} WHERE organization_id = %s", [firm.id])
    with pytest.raises(DatabaseError, match="permission denied"), scope(firm.id), connection.cursor() as cursor:
        cursor.execute("UPDATE suppression SET note = 'x'")


def test_a_list_is_that_of_its_organization():
    firm, other = a_firm(), a_firm()
    suppress(other)
    assert listed(firm) == []
    assert state_of(firm, composed(firm)) == "queued"
