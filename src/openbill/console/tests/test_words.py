"""Whatever a domain can say has a word on a page."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import get_type_hints

import pytest
from babel import Locale

from openbill.collections.models.task import TASK_KINDS
from openbill.collections.policies.promise_lifecycle import PROMISE_LIFECYCLE
from openbill.collections.queries.strategy import built_in_strategy
from openbill.console.formats import Formats
from openbill.console.templatetags.icons import _shapes
from openbill.console.templatetags.words import among
from openbill.console.words import direct_debits as words_of_debits
from openbill.console.words import states
from openbill.console.words.browsers import browser_words
from openbill.console.words.timeline import TELLINGS, told
from openbill.customers.types import CHANNELS, CONTACT_ROLES, PURPOSES, TimelineItem
from openbill.direct_debits.policies.debit_lifecycle import (
    BATCH_LIFECYCLE,
    DEBIT_LIFECYCLE,
    REFUND_ACCOUNT_LIFECYCLE,
    TRANSFER_LIFECYCLE,
)
from openbill.direct_debits.policies.mandate_lifecycle import MANDATE_LIFECYCLE, MANDATE_LINK_LIFECYCLE
from openbill.direct_debits.queries.debit_batches import BatchesOf
from openbill.direct_debits.queries.find_refunds import RefundsOf
from openbill.direct_debits.types import Decision, MandateUse, Scheme, SequenceType, SignedHow
from openbill.disputes.policies.dispute_lifecycle import DISPUTE_LIFECYCLE
from openbill.disputes.types import DisputeReason
from openbill.invoicing.types import TaxCategory
from openbill.messaging.policies.message_lifecycle import MESSAGE_LIFECYCLE
from openbill.payments.queries.find_withheld_tax import WithheldOf
from openbill.payments.types import PaymentMethod, Way
from openbill.primitives.identifiers import new_identifier
from openbill.receivables.policies.item_kind import ITEM_KINDS
from openbill.wiring.timelines import IN_THE_TIMELINE, facts_of_timeline

SOME_FACT = {
    "currency": "EUR",
    "promised_date": "2026-11-30",
    "due_date": "2026-11-30",
    "previous_due_date": "2026-11-20",
    "again_on": "2026-11-30",
    "outcome": "kept",
    "reason_code": "price",
    "expires_on": "2028-02-29",
    "stage": "due",
}
"""Facts that are no numbers."""

CONSOLE = Path(__file__).parent.parent


def test_everything_in_a_timeline_is_told():
    assert {kind.__name__ for kind in IN_THE_TIMELINE} == TELLINGS.keys()


@pytest.mark.parametrize("kind", IN_THE_TIMELINE, ids=lambda kind: kind.__name__)
def test_each_is_told_from_the_facts_that_stand_in_the_timeline(kind: type):
    facts = facts_of_timeline({name: SOME_FACT.get(name, "1") for name in get_type_hints(kind)})
    item = TimelineItem(new_identifier(), new_identifier(), datetime(2026, 11, 27, tzinfo=UTC), kind.__name__, facts)
    (entry,) = told([item], Formats(Locale("en"), "UTC"))
    assert entry.title


def test_every_code_has_a_word():
    assert states.PROMISES.keys() == set(PROMISE_LIFECYCLE.states)
    assert states.DISPUTES.keys() == set(DISPUTE_LIFECYCLE.states)
    assert states.DISPUTE_REASONS.keys() == {reason.value for reason in DisputeReason}
    assert states.MESSAGES.keys() == set(MESSAGE_LIFECYCLE.states)
    assert states.TASKS.keys() == set(TASK_KINDS)
    assert states.ITEM_KINDS.keys() == ITEM_KINDS.keys()
    assert states.METHODS.keys() == {method.value for method in PaymentMethod}
    assert states.WAYS.keys() == {way.value for way in Way}
    assert states.WITHHELD_TAXES.keys() == set(WithheldOf) - {"all"}
    assert states.TAX_CATEGORIES.keys() == {category.value for category in TaxCategory}
    assert states.ROLES.keys() == set(CONTACT_ROLES)
    assert states.CHANNELS.keys() == set(CHANNELS)
    assert states.PURPOSES.keys() == set(PURPOSES)
    assert words_of_debits.MANDATES.keys() == set(MANDATE_LIFECYCLE.states)
    assert words_of_debits.MANDATE_LINKS.keys() == {*MANDATE_LINK_LIFECYCLE.states, "expired"}
    assert words_of_debits.DEBIT_BATCHES.keys() == set(BATCH_LIFECYCLE.states) == set(BatchesOf) - {"all"}
    assert words_of_debits.DEBITS.keys() == set(DEBIT_LIFECYCLE.states)
    assert words_of_debits.TRANSFERS.keys() == set(TRANSFER_LIFECYCLE.states)
    assert words_of_debits.REFUND_ACCOUNTS.keys() == set(REFUND_ACCOUNT_LIFECYCLE.states)
    assert words_of_debits.REFUNDS.keys() == set(RefundsOf) - {"all"}
    assert words_of_debits.DECISIONS.keys() == set(Decision)
    assert (words_of_debits.SCHEMES.keys(), words_of_debits.MANDATE_USES.keys()) == (set(Scheme), set(MandateUse))
    assert (words_of_debits.SEQUENCES.keys(), words_of_debits.SIGNED_HOW.keys()) == (set(SequenceType), set(SignedHow))
    assert states.STAGES.keys() == {stage.name for stage in built_in_strategy().stages}


def test_every_icon_has_a_shape():
    files = [*(CONSOLE / "templates").rglob("*.html"), *(CONSOLE / "words").glob("*.py")]
    named = {
        name for path in files for name in re.findall(r"""(?:\{% icon |icon=)["']([a-z0-9-]+)["']""", path.read_text())
    }

    assert named
    assert named <= _shapes().keys()


def test_every_act_of_the_audit_log_has_a_word():
    commands = CONSOLE.parent.glob("*/commands/*.py")
    named = {
        name for path in commands for name in re.findall(r"@command\([^)]*\)\s*def (\w+)", path.read_text("utf-8"))
    }
    assert len(named) > 80
    assert named <= states.ACTS.keys()


def test_a_browser_is_told_in_words():
    windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML) Chrome/150.0 Safari/537.36"
    telephone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1"
    assert browser_words(windows) == "Chrome, Windows"
    assert browser_words(f"{windows} Edg/150.0") == "Edge, Windows"
    assert browser_words(telephone) == "Safari, iPhone"
    assert browser_words("curl/8.1") == "curl/8.1"


def test_a_page_is_among_others_by_its_whole_name():
    assert among("item", "customers item")
    assert not among("item", "aged-items items")
    assert not among("", "customers item")
