"""Whoever may send messages may send reminders: the last look at them stops nobody."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from tests.support.billing import a_billing_firm, a_line, issued, paid
from tests.support.collecting import reminders
from tests.support.customers import a_contact, a_customer
from tests.support.members import a_member, acting_as

from openbill.collections.commands.run_day import run_day
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode
from openbill.messaging.commands.release_held_messages import release_held_messages
from openbill.messaging.commands.send_messages import MessagesSent, send_messages
from openbill.messaging.types import Delivery, Mail, Outcome
from openbill.wiring.adapters import StoredFiles, last_look

NOON = datetime(2026, 2, 17, 12, tzinfo=UTC)


@dataclass
class Letterbox:
    """Takes every mail."""

    recipients: list[str] = field(default_factory=list)

    def send(self, mail: Mail) -> Delivery:
        self.recipients.append(mail.recipient_address)
        return Delivery(Outcome.ACCEPTED, 250)


@pytest.mark.parametrize("role", ["collector", "biller"])
def test_a_role_that_may_send_releases_and_sends_and_what_was_paid_is_called_off(role: str):
    # Given reminders to two customers that safe mode has held,
    firm = a_billing_firm()
    customers = [a_customer(firm, name) for name in ("Anna Ltd", "Bert GmbH")]
    for customer, address in zip(customers, ("anna@example.com", "bert@example.com"), strict=True):
        a_contact(firm, customer, email=address)
        issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    run_day(day=date(2026, 2, 17), context=firm.context(at=NOON))
    leave_safe_mode(context=firm.context())

    # when one of them pays, and somebody who may send but not run the day lets them go,
    paid(firm, customers[1], 119_00, "2026-02-17")
    member = replace(acting_as(firm, a_member(firm, role)), at=NOON)
    assert release_held_messages(context=member) == 2
    letterbox = Letterbox()
    sent = send_messages(sender=letterbox, attachments=StoredFiles(), recheck=last_look, context=member)

    # then the other's goes out.
    assert sent == MessagesSent(sent=1, cancelled=1)
    assert letterbox.recipients == ["anna@example.com"]
    assert [len(reminders(firm, customer)) for customer in customers] == [1, 0]
