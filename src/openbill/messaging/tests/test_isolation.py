"""What one organization does with messages neither sees, sends nor changes anything of another's."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.support.database import connected_as
from tests.support.unchanged import nothing_changes

from openbill.customers.queries.rows_of_customers import PageOfRows
from openbill.foundation.tenancy import scope
from openbill.messaging import queries
from openbill.messaging.commands.claim_messages import claim_messages
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.commands.set_template import set_template
from openbill.messaging.commands.suppress_address import suppress_address
from openbill.messaging.errors import (
    CustomerOfMessageUnknown,
    MessageUnknown,
    SuppressionUnknown,
    TemplateUnknown,
)
from openbill.messaging.tests.mail_server import mail_server
from openbill.messaging.tests.messages import NOON, Firm, a_draft, a_firm, composed, sent
from openbill.messaging.types import (
    Cancellation,
    Delivery,
    DeliveryOfMessage,
    NewAttachment,
    Outcome,
    TemplateText,
)
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier
from openbill.wiring.permission_matrix import import_commands

COMMANDS = {
    definition.name: getattr(importlib.import_module(definition.act.__module__), definition.name)
    for definition in import_commands().values()
    if definition.act.__module__.startswith("openbill.messaging.")
}
QUERIES = {
    name: function
    for module in pkgutil.iter_modules(queries.__path__, f"{queries.__name__}.")
    for name, function in vars(importlib.import_module(module.name)).items()
    if callable(function)
    and getattr(function, "__module__", "") == module.name
    and name[0] != "_"
    and not isinstance(function, type)
}
TABLES = ("message", "message_attachment", "delivery_attempt", "message_template", "suppression")
TEXT = TemplateText("Subject", "Body")


@dataclass(frozen=True)
class Theirs:
    """What the other organization has."""

    firm: Firm
    sent: UUID
    queued: UUID
    claimed: UUID
    claim: UUID


@pytest.fixture(scope="module")
def theirs() -> Theirs:
    firm = a_firm()
    first = composed(firm, attachments=(NewAttachment(new_identifier(), "x.pdf"),))
    with mail_server() as server, server.sender() as sender:
        sent(firm, sender, attachments=_Files())
    claimed = composed(firm)
    claim = claim_messages(limit=1, context=firm.at())
    queued = composed(firm)
    suppress_address(address="theirs@bert.example", reason="manual", context=firm.at())
    set_template(purpose="reminder", language="de", text=TEXT, samples=[{}], context=firm.at())
    return Theirs(firm, first.message_id, queued.message_id, claimed.message_id, claim.claim_id)


class _Files:
    def content(self, stored_file_id: UUID, *, context: Any) -> bytes:  # noqa: ARG002
        return b"x"


UNKNOWN: dict[str, tuple[Callable[[Theirs], dict[str, Any]], type[Refusal]]] = {
    "cancel_message": (lambda theirs: {"message_id": theirs.queued, "reason": "x"}, MessageUnknown),
    "cancel_messages": (lambda theirs: {"message_ids": [theirs.queued], "reason": "x"}, MessageUnknown),
    "confirm_message_was_sent": (lambda theirs: {"message_id": theirs.claimed}, MessageUnknown),
    "discard_held_messages": (lambda theirs: {"message_ids": [theirs.queued], "reason": "x"}, MessageUnknown),
    "hand_over_messages": (lambda theirs: {"message_ids": [theirs.queued]}, MessageUnknown),
    "lift_suppression": (
        lambda _: {"address": "theirs@bert.example", "reason": "manual", "note": "x"},
        SuppressionUnknown,
    ),
    "record_deliveries": (
        lambda theirs: {
            "claim_id": theirs.claim,
            "deliveries": [DeliveryOfMessage(theirs.claimed, Delivery(Outcome.ACCEPTED))],
        },
        MessageUnknown,
    ),
    "release_held_messages": (lambda theirs: {"message_ids": [theirs.queued]}, MessageUnknown),
    "report_bounce": (
        lambda theirs: {"message_id": theirs.sent, "reason": "x", "address_is_wrong": True},
        MessageUnknown,
    ),
    "send_again": (lambda theirs: {"message_id": theirs.claimed}, MessageUnknown),
    "send_messages_again": (lambda theirs: {"message_ids": [theirs.claimed]}, MessageUnknown),
    "withdraw_template": (lambda _: {"purpose": "reminder", "language": "de"}, TemplateUnknown),
}
"""Acts that name a row: another organization's is unknown to them."""

WITHOUT_EFFECT_ON_OTHERS: dict[str, Callable[[Theirs], dict[str, Any]]] = {
    "call_off_messages": lambda theirs: {
        "claim_id": theirs.claim,
        "cancellations": [Cancellation(theirs.claimed, "x")],
    },
    "claim_messages": lambda _: {"limit": 100},
    "enter_safe_mode": lambda _: {},
    "leave_safe_mode": lambda _: {},
    "return_claim": lambda theirs: {"claim_id": theirs.claim, "in_doubt": True},
    "set_template": lambda _: {"purpose": "reminder", "language": "de", "text": TEXT, "samples": [{}]},
    "suppress_address": lambda _: {"address": "theirs@bert.example"},
    "compose_messages": lambda _: {"messages": []},
}
"""Acts that do their work here, and touch nothing there."""

QUESTIONS: dict[str, tuple[Callable[[Theirs], tuple[Any, ...]], dict[str, Any], object]] = {
    "check_messages": (lambda theirs: (theirs.firm.id,), {}, None),
    "mails_of_claim": (lambda theirs: (theirs.claim,), {"date": NOON}, []),
    "find_messages": (lambda _: (), {"state": "queued"}, PageOfRows((), 0, is_more=False)),
    "messages_found": (lambda _: (), {"states": ["queued"]}, []),
    "message_details": (lambda theirs: (theirs.sent,), {}, MessageUnknown),
    "messages_in_state": (lambda _: ("queued",), {}, []),
    "messages_of_customer": (lambda theirs: (theirs.firm.customer,), {}, CustomerOfMessageUnknown),
    "outbox": (lambda _: (), {"since": NOON}, None),
    "own_templates": (lambda _: (), {}, []),
    "own_texts": (lambda theirs: (theirs.firm.id, "reminder", "", "email", ("de",)), {}, {}),
    "suppressed_addresses": (lambda _: (), {}, []),
    "template_for": (lambda theirs: (theirs.firm.id, "reminder", "", "de", {}), {}, Exception),
}


def test_every_command_and_every_query_is_tried():
    assert UNKNOWN.keys() | WITHOUT_EFFECT_ON_OTHERS.keys() == COMMANDS.keys()
    assert QUESTIONS.keys() == QUERIES.keys()


@pytest.mark.parametrize("name", UNKNOWN)
def test_another_organizations_row_is_unknown(name: str, theirs: Theirs):
    firm = a_firm()
    arguments, refusal = UNKNOWN[name]
    with nothing_changes(firm.id, theirs.firm.id), pytest.raises(refusal):
        COMMANDS[name](**arguments(theirs), context=firm.at())


@pytest.mark.parametrize("name", WITHOUT_EFFECT_ON_OTHERS)
def test_an_act_here_changes_nothing_there(name: str, theirs: Theirs):
    firm = a_firm(safe_mode=name == "leave_safe_mode")
    with nothing_changes(theirs.firm.id):
        COMMANDS[name](**WITHOUT_EFFECT_ON_OTHERS[name](theirs), context=firm.at())


def test_a_message_to_another_organizations_customer_contact_or_entity_is_refused(theirs: Theirs):
    firm = a_firm()
    drafts = [
        a_draft(firm, customer_id=theirs.firm.customer, contact_id=None),
        a_draft(firm, contact_id=theirs.firm.contact),
        a_draft(firm, legal_entity_id=theirs.firm.organization.legal_entity_id),
    ]
    with nothing_changes(theirs.firm.id):
        result = compose_messages(messages=drafts, context=firm.at())
    assert [each.code for each in result.failures] == [
        "customer_of_message_unknown",
        "contact_of_message_unknown",
        "legal_entity_of_message_unknown",
    ]


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_query_shows_another_organization(name: str, theirs: Theirs):
    firm = a_firm()
    arguments, options, answer = QUESTIONS[name]
    if name == "outbox":
        with scope(firm.id):
            found = QUERIES[name](**options)
        assert (found.waiting, found.ended) == ((), ())
    elif name == "check_messages":
        with scope(firm.id):
            assert list(QUERIES[name](theirs.firm.id)) == []
    else:
        with scope(theirs.firm.id):
            assert QUERIES[name](*arguments(theirs), **options) not in ([], {}, None, answer)
        with scope(firm.id):
            if isinstance(answer, type):
                with pytest.raises(answer):
                    QUERIES[name](*arguments(theirs), **options)
            else:
                assert QUERIES[name](*arguments(theirs), **options) == answer


@pytest.mark.parametrize("table", TABLES)
def test_the_database_itself_shows_and_takes_the_rows_of_one_organization_only(table: str, theirs: Theirs):
    firm = a_firm()
    with connected_as("owner") as owner:
        count = owner.execute(f"SELECT count(*) FROM {table} WHERE organization_id = %s", [theirs.firm.id]).fetchone()
        assert count != (0,)
    with connected_as("app") as app:
        assert app.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        with app.transaction():
            app.execute(f"SET LOCAL app.organization_id = '{firm.id}'")
            assert app.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        with app.transaction(force_rollback=True):
            app.execute(f"SET LOCAL app.organization_id = '{firm.id}'")
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
                app.execute(f"INSERT INTO {table} (organization_id) VALUES (%s)", [theirs.firm.id])
