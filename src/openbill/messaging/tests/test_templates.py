"""An organization's own text counts from the moment it is set, after it has proved that it works."""

import pytest
from django.db import DatabaseError, connection
from tests.support.database import connected_as
from tests.support.threads import at_the_same_time
from tests.support.unchanged import nothing_changes

from openbill.foundation.tenancy import scope
from openbill.messaging.commands.set_template import set_template
from openbill.messaging.commands.withdraw_template import withdraw_template
from openbill.messaging.errors import (
    ChannelUnknown,
    CodeWordWrong,
    PlaceholderUnknown,
    SampleMissing,
    TemplateBroken,
    TemplateMissing,
    TemplateUnknown,
    TextMissing,
    UnwritableCharacter,
)
from openbill.messaging.events import TemplateWasSet, TemplateWasWithdrawn
from openbill.messaging.queries.own_templates import own_templates
from openbill.messaging.queries.template_for import template_for
from openbill.messaging.tests.messages import Firm, a_firm, events_of
from openbill.messaging.types import TemplateFound, TemplateSet, TemplateText
from openbill.organizations.errors import LanguageUnknown, NameMissing
from openbill.primitives.errors import Refusal

SAMPLES = [{"customer": "Anna", "items": [{"number": "R1"}]}, {"customer": "Bert", "items": []}]
GERMAN = TemplateText("Erinnerung für {{ customer }}", "{% for item in items %}{{ item.number }}\n{% endfor %}Danke\n")
BUILT_IN = {"en": TemplateText("Reminder", "Please pay"), "fr": TemplateText("Rappel", "Veuillez payer")}


def set_german(firm: Firm, text: TemplateText = GERMAN, **details: object) -> TemplateSet:
    arguments = {"purpose": "reminder", "stage": "2", "language": "de", "samples": SAMPLES, **details}
    return set_template(text=text, context=firm.at(), **arguments)


def found(firm: Firm, language: str, stage: str = "2", **details: str) -> TemplateFound:
    with scope(firm.id):
        return template_for(firm.id, "reminder", stage, language, BUILT_IN, **details)


def test_the_own_text_counts_in_its_language_and_the_built_in_one_elsewhere():
    firm = a_firm()
    set_german(firm)
    assert found(firm, "de") == TemplateFound(GERMAN, "de", 1)
    assert found(firm, "de-AT") == TemplateFound(GERMAN, "de", 1)
    assert found(firm, "fr-CA") == TemplateFound(BUILT_IN["fr"], "fr", None)
    assert found(firm, "pl") == TemplateFound(BUILT_IN["en"], "en", None)
    assert found(firm, "de", stage="1") == TemplateFound(BUILT_IN["en"], "en", None)
    assert found(firm, "de", channel="letter") == TemplateFound(BUILT_IN["en"], "en", None)


def test_without_a_text_in_the_customers_language_the_organizations_counts_before_english():
    firm = a_firm(language="fr")
    assert found(firm, "pl").language == "fr"
    assert found(firm, "").language == "fr"
    assert found(firm, "en").language == "en"


def test_without_any_text_it_is_refused():
    firm = a_firm(language="de-AT")
    with scope(firm.id), pytest.raises(TemplateMissing) as refused:
        template_for(firm.id, "invoice", "", "pt-BR", {})
    assert str(refused.value) == (
        "There is no text for invoice/email in any of these languages: pt-BR, pt, de-AT, de, en. Set one of your"
        " own, in English if in no other language."
    )


def test_a_text_is_set_again_and_withdrawn_and_every_revision_is_kept():
    firm = a_firm()
    assert set_german(firm).revision == 1
    second = TemplateText("Zweite Erinnerung", "Bitte zahlen", "<p>{{ customer }}</p>")
    assert set_german(firm, second).revision == 2
    assert found(firm, "de") == TemplateFound(second, "de", 2)
    with scope(firm.id):
        (own,) = own_templates()
    assert (own.purpose, own.stage, own.channel, own.language, own.revision, own.text) == (
        "reminder", "2", "email", "de", 2, second,
    )  # fmt: skip
    withdrawn = withdraw_template(purpose="reminder", stage="2", language="de", context=firm.at())
    assert withdrawn.revision == 3
    assert found(firm, "de") == TemplateFound(BUILT_IN["en"], "en", None)
    with scope(firm.id):
        assert own_templates() == []
    assert set_german(firm).revision == 4
    assert events_of(firm, TemplateWasSet, TemplateWasWithdrawn) == [
        TemplateWasSet("reminder", "2", "de", "email", 1),
        TemplateWasSet("reminder", "2", "de", "email", 2),
        TemplateWasWithdrawn("reminder", "2", "de", "email", 3),
        TemplateWasSet("reminder", "2", "de", "email", 4),
    ]


@pytest.mark.parametrize(
    ("text", "refusal", "message"),
    [
        (TemplateText("{{ custmer }}", "x"), PlaceholderUnknown, "The subject of reminder/2/email/de has in line 1"),
        (
            TemplateText("x", "a\n{{ ''.__class__ }}"),
            TemplateBroken,
            "The body of reminder/2/email/de is broken in line",
        ),
        (TemplateText("x", "x", "{% if %}"), TemplateBroken, "The HTML of reminder/2/email/de is broken in line 1"),
        (TemplateText("x", "{% for i in items %}{{ i.due }}{% endfor %}"), PlaceholderUnknown, "placeholder i.due"),
        (TemplateText("", "x"), TextMissing, "The subject is blank."),
        (TemplateText("{% if false %}x{% endif %}", "x"), TextMissing, "The subject is blank."),
        (TemplateText("x", " "), TextMissing, "The body is blank."),
        (TemplateText("x", "{% if items %}x{% endif %}"), TextMissing, "The body is blank."),
        (TemplateText("a\nb", "x"), UnwritableCharacter, "The subject holds the control character U+000A."),
        (TemplateText("x", "a\0b"), UnwritableCharacter, "The body holds the control character U+0000."),
        (TemplateText("x", "a\ud800b"), UnwritableCharacter, "The body holds the control character U+D800."),
    ],
)
def test_a_text_that_does_not_work_is_refused_with_its_place_and_not_kept(text, refusal, message):
    firm = a_firm()
    with nothing_changes(firm.id), pytest.raises(refusal) as refused:
        set_german(firm, text)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("details", "refusal"),
    [
        ({"samples": []}, SampleMissing),
        ({"purpose": "Re minder"}, CodeWordWrong),
        ({"stage": "ä"}, CodeWordWrong),
        ({"channel": "fax"}, ChannelUnknown),
        ({"language": "klingonish"}, LanguageUnknown),
        ({"language": ""}, NameMissing),
    ],
)
def test_a_text_for_nothing_that_there_is_is_refused(details, refusal: type[Refusal]):
    firm = a_firm()
    with nothing_changes(firm.id), pytest.raises(refusal):
        set_german(firm, **details)


def test_a_text_that_is_not_there_cannot_be_withdrawn():
    firm = a_firm()
    set_german(firm)
    withdraw_template(purpose="reminder", stage="2", language="de", context=firm.at())
    with nothing_changes(firm.id), pytest.raises(TemplateUnknown):
        withdraw_template(purpose="reminder", stage="2", language="de", context=firm.at())


def test_two_who_set_the_same_text_at_the_same_time_both_do():
    firm = a_firm()
    texts = [TemplateText(f"Nr. {number}", "x") for number in range(4)]
    answers = at_the_same_time([lambda text=text: set_german(firm, text) for text in texts])
    assert sorted(answer.revision for answer in answers) == [1, 2, 3, 4]
    assert found(firm, "de").revision == 4


def test_revisions_are_never_changed_or_removed():
    firm = a_firm()
    set_german(firm)
    with nothing_changes(firm.id), connected_as("owner") as owner:
        for statement in ("UPDATE message_template SET body = 'x'", "DELETE FROM message_template"):
            with pytest.raises(Exception, match="never changed or removed"):
                owner.execute(f"{statement} WHERE organization_id = %s", [firm.id])
    with pytest.raises(DatabaseError, match="permission denied"), scope(firm.id), connection.cursor() as cursor:
        cursor.execute("UPDATE message_template SET body = 'x'")


def test_texts_are_those_of_the_organization():
    firm, other = a_firm(), a_firm()
    set_german(other)
    assert found(firm, "de").language == "en"
    with scope(firm.id):
        assert own_templates() == []
