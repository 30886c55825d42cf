"""Whatever a domain can say has a word on a page."""

import re
from pathlib import Path

from openbill.collections.models.task import TASK_KINDS
from openbill.collections.policies.promise_lifecycle import PROMISE_LIFECYCLE
from openbill.collections.queries.strategy import built_in_strategy
from openbill.console.templatetags.icons import _shapes
from openbill.console.words import states
from openbill.console.words.timeline import TELLINGS
from openbill.customers.types import CHANNELS, CONTACT_ROLES, PURPOSES
from openbill.disputes.policies.dispute_lifecycle import DISPUTE_LIFECYCLE
from openbill.disputes.types import DisputeReason
from openbill.invoicing.types import TaxCategory
from openbill.messaging.policies.message_lifecycle import MESSAGE_LIFECYCLE
from openbill.payments.types import PaymentMethod
from openbill.receivables.policies.item_kind import ITEM_KINDS
from openbill.wiring.subscriptions import IN_THE_TIMELINE

CONSOLE = Path(__file__).parent.parent


def test_everything_in_a_timeline_is_told():
    assert {kind.__name__ for kind in IN_THE_TIMELINE} == TELLINGS.keys()


def test_every_code_has_a_word():
    assert states.PROMISES.keys() == set(PROMISE_LIFECYCLE.states)
    assert states.DISPUTES.keys() == set(DISPUTE_LIFECYCLE.states)
    assert states.DISPUTE_REASONS.keys() == {reason.value for reason in DisputeReason}
    assert states.MESSAGES.keys() == set(MESSAGE_LIFECYCLE.states)
    assert states.TASKS.keys() == set(TASK_KINDS)
    assert states.ITEM_KINDS.keys() == ITEM_KINDS.keys()
    assert states.METHODS.keys() == {method.value for method in PaymentMethod}
    assert states.TAX_CATEGORIES.keys() == {category.value for category in TaxCategory}
    assert states.ROLES.keys() == set(CONTACT_ROLES)
    assert states.CHANNELS.keys() == set(CHANNELS)
    assert states.PURPOSES.keys() == set(PURPOSES)
    assert states.STAGES.keys() == {stage.name for stage in built_in_strategy().stages}


def test_every_icon_has_a_shape():
    files = [*(CONSOLE / "templates").rglob("*.html"), *(CONSOLE / "words").glob("*.py")]
    named = {
        name for path in files for name in re.findall(r"""(?:\{% icon |icon=)["']([a-z0-9-]+)["']""", path.read_text())
    }

    assert named
    assert named <= _shapes().keys()
