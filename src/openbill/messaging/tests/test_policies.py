"""What is decided about messages, by example."""

import re
from datetime import timedelta

import pytest
from tests.support.database import connected_as

from openbill.messaging.policies.choose_text import choose_text, languages_to_try
from openbill.messaging.policies.judge_reply import Stage, judge_reply
from openbill.messaging.policies.message_lifecycle import MESSAGE_LIFECYCLE
from openbill.messaging.policies.outcome_of_delivery import consequence_of
from openbill.messaging.types import Delivery, MessageState, Outcome, TemplateFound, TemplateText


@pytest.mark.parametrize(
    ("stage", "code", "reply", "outcome"),
    [
        ("content", 250, "2.0.0 Ok", Outcome.ACCEPTED),
        ("recipient", 550, "5.1.1 User unknown", Outcome.ADDRESS_REJECTED),
        ("recipient", 550, "5.2.1 The email account that you tried to reach is disabled", Outcome.ADDRESS_REJECTED),
        ("recipient", 550, "5.4.1 Recipient address rejected: Access denied", Outcome.ADDRESS_REJECTED),
        ("recipient", 556, "5.1.10 Recipient address has null MX", Outcome.ADDRESS_REJECTED),
        ("recipient", 550, "Unknown user", Outcome.ADDRESS_REJECTED),
        ("recipient", 553, "sorry, no mailbox here by that name", Outcome.ADDRESS_REJECTED),
        ("content", 550, "5.1.1 User unknown", Outcome.ADDRESS_REJECTED),
        ("recipient", 550, "relay not permitted", Outcome.MAIL_REJECTED),
        ("recipient", 554, "5.7.1 Relay access denied", Outcome.MAIL_REJECTED),
        ("recipient", 550, "5.7.1 Unable to relay", Outcome.MAIL_REJECTED),
        ("recipient", 550, "Blocked by Spamhaus, see https://example.com", Outcome.MAIL_REJECTED),
        ("recipient", 552, "5.2.2 Mailbox full", Outcome.MAIL_REJECTED),
        ("recipient", 550, "5.1.8 Sender address rejected", Outcome.MAIL_REJECTED),
        ("content", 554, "5.7.1 Message rejected as spam", Outcome.MAIL_REJECTED),
        ("content", 550, "Message content rejected", Outcome.MAIL_REJECTED),
        ("content", 552, "5.3.4 Message too big", Outcome.MAIL_REJECTED),
        ("sender", 552, "5.3.4 Message too big", Outcome.MAIL_REJECTED),
        ("recipient", 450, "4.2.1 Busy", Outcome.TEMPORARY),
        ("recipient", 452, "4.2.2 Mailbox full", Outcome.TEMPORARY),
        ("content", 451, "4.3.0 Try again", Outcome.TEMPORARY),
        ("sender", 452, "4.3.1 Insufficient storage", Outcome.TEMPORARY),
        ("recipient", -1, "what?", Outcome.TEMPORARY),
        ("recipient", 421, "4.7.0 Too many connections", Outcome.UNREACHABLE),
        ("content", 421, "Closing", Outcome.UNREACHABLE),
        ("sender", 553, "5.7.1 Not owned by user", Outcome.UNREACHABLE),
        ("sender", 530, "5.7.0 Authentication required", Outcome.UNREACHABLE),
        ("connection", 554, "No SMTP service here", Outcome.UNREACHABLE),
    ],
)
def test_what_an_answer_means(stage, code, reply, outcome):
    assert judge_reply(Stage(stage), code, reply) is outcome


@pytest.mark.parametrize(
    ("outcome", "attempts", "act", "minutes"),
    [
        (Outcome.ACCEPTED, 1, "accept", None),
        (Outcome.TEMPORARY, 1, "defer", 1),
        (Outcome.TEMPORARY, 2, "defer", 5),
        (Outcome.UNREACHABLE, 3, "defer", 30),
        (Outcome.TEMPORARY, 4, "defer", 120),
        (Outcome.TEMPORARY, 5, "defer", 1440),
        (Outcome.TEMPORARY, 6, "give_up", None),
        (Outcome.UNREACHABLE, 6, "give_up", None),
        (Outcome.ADDRESS_REJECTED, 1, "bounce", None),
        (Outcome.MAIL_REJECTED, 1, "bounce", None),
        (Outcome.UNSENDABLE, 1, "give_up", None),
        (Outcome.UNCERTAIN, 1, "doubt", None),
    ],
)
def test_what_follows_from_an_attempt(outcome, attempts, act, minutes):
    consequence = consequence_of(Delivery(outcome, 451, "reply"), attempts=attempts)
    assert consequence.act == act
    assert consequence.retry_after == (None if minutes is None else timedelta(minutes=minutes))
    assert (consequence.reason == "") == (outcome is Outcome.ACCEPTED)


def test_a_language_falls_back_to_its_base_then_to_the_organizations_then_to_english():
    assert languages_to_try("pt-BR", "de-AT") == ("pt-BR", "pt", "de-AT", "de", "en")
    assert languages_to_try("", "en") == ("en",)
    assert languages_to_try("zh-Hant-TW", "de") == ("zh-Hant-TW", "zh-Hant", "zh", "de", "en")


def test_the_own_text_comes_before_the_built_in_one_of_the_same_language_and_not_of_a_better_one():
    own, built_in, english = (TemplateText(word, word) for word in ("own", "built in", "english"))
    languages = ("fr", "de", "en")
    assert choose_text(languages, {"de": (3, own)}, {"de": built_in}) == TemplateFound(own, "de", 3)
    assert choose_text(languages, {"de": (3, own)}, {"fr": built_in}) == TemplateFound(built_in, "fr", None)
    assert choose_text(languages, {}, {"en": english}) == TemplateFound(english, "en", None)
    assert choose_text(languages, {}, {"es": english}) is None


def test_the_database_lets_a_message_go_exactly_where_its_lifecycle_leads():
    with connected_as("owner") as owner:
        (source,) = owner.execute("SELECT prosrc FROM pg_proc WHERE proname = 'guard_message_state'").fetchone()
    allowed = set(re.findall(r"\('(\w+)', '(\w+)'\)", source))
    assert allowed == {
        (before, after) for (before, _), after in MESSAGE_LIFECYCLE.transitions.items() if before != after
    }


def test_nothing_leads_from_a_mail_that_may_be_sent_back_to_the_queue_but_a_person():
    back = {(before, act) for (before, act), after in MESSAGE_LIFECYCLE.transitions.items() if after == "queued"}
    assert back == {
        ("composed", "queue"),
        ("held", "release"),
        ("sending", "give_back"),
        ("failed", "send_again"),
        ("uncertain", "send_again"),
    }
    assert set(MESSAGE_LIFECYCLE.states) == set(MessageState)
    assert MESSAGE_LIFECYCLE.final_states == ("suppressed", "cancelled", "bounced")
