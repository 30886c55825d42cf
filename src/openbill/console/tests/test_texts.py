"""The texts of reminders are seen, changed with a preview, and taken back."""

import pytest
from django.test import Client
from django.utils.html import escape
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.collections.queries.built_in_texts import built_in_texts
from openbill.foundation.tenancy import scope
from openbill.messaging.queries.own_templates import own_templates

ADDRESS = "/settings/texts/second/en"
TYPED = {"subject": "Please pay {{ total }}", "body": "{{ greeting }},\r\n\r\n{{ items_due }}\r\n\r\n{{ sender }}"}


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization()


@pytest.fixture
def owner(firm: AnOrganization) -> Client:
    return at_work(firm)


def own(firm):
    with scope(firm.id):
        return own_templates()


def test_a_text_of_the_firms_own_takes_the_place_of_the_built_in_one_and_goes_again(firm, owner):
    assert owner.post(ADDRESS, TYPED)["Location"] == ADDRESS
    (kept,) = own(firm)

    assert (kept.purpose, kept.stage, kept.language) == ("reminder", "second", "en")
    assert kept.text.body == "{{ greeting }},\n\n{{ items_due }}\n\n{{ sender }}"
    assert "Your own text, since" in owner.get(ADDRESS).content.decode()
    listed = owner.get("/settings/texts").content.decode()
    assert listed.count(">own</span>") == 1
    assert listed.count(">built in</span>") == 11

    owner.post(f"{ADDRESS}/restore")

    assert own(firm) == []
    assert "The built-in text. What you save here takes its place." in owner.get(ADDRESS).content.decode()


def test_a_text_that_the_sandbox_refuses_is_shown_at_its_field_and_changes_nothing(firm, owner):
    with nothing_changes(firm.id):
        broken = owner.post(ADDRESS, {**TYPED, "body": "{% if %}"})
        unknown = owner.post(ADDRESS, {**TYPED, "subject": "{{ salary }}"})
        attack = owner.post(ADDRESS, {**TYPED, "body": "{{ sender.__class__.__mro__ }}"})
        blank = owner.post(ADDRESS, {**TYPED, "body": "  "})

    assert [answer.status_code for answer in (broken, unknown, attack, blank)] == [422] * 4
    assert 'id="id_body_error"' in broken.content.decode()
    assert 'id="id_subject_error"' in unknown.content.decode()
    assert 'id="id_body_error"' in attack.content.decode()
    assert 'id="id_body_error"' in blank.content.decode()
    assert "{% if %}" in broken.content.decode()


def test_the_preview_shows_two_invented_reminders_and_keeps_nothing(firm, owner):
    with nothing_changes(firm.id):
        shown = owner.post(f"{ADDRESS}/preview", TYPED).content.decode()
        refused = owner.post(f"{ADDRESS}/preview", {**TYPED, "body": "{% for %}"}).content.decode()
        text = {"subject": "<b>", "body": "<script>{{ sender }}"}
        hostile = owner.post(f"{ADDRESS}/preview", text).content.decode()

    assert "Dear Anna Winter," in shown
    assert "INV-000118" in shown
    assert "the rest is under dispute" in shown
    assert "Dear Sir or Madam," in shown
    assert "is broken in line 1" in refused
    assert "&lt;script&gt;" in hostile
    assert "<script>" not in hostile


@pytest.mark.parametrize("stage", ["receipt", "due", "overdue", "second", "firm", "final"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_built_in_text_can_be_saved_as_it_stands(stage, language, firm, owner):
    text = built_in_texts(stage)[language]
    address = f"/settings/texts/{stage}/{language}"
    assert escape(text.body.strip().splitlines()[-3]) in owner.get(address).content.decode()

    saved = owner.post(address, {"subject": text.subject, "body": text.body})

    assert saved.status_code == 302
    assert [(each.stage, each.language) for each in own(firm)] == [(stage, language)]


def test_another_language_begins_with_the_english_text(firm, owner):
    answer = owner.get("/settings/texts", {"stage": "second", "language": "fr"})

    assert answer["Location"] == "/settings/texts/second/fr"
    page = owner.get(answer["Location"]).content.decode()
    assert "There is no text in this language yet" in page
    assert "in spite of our earlier reminder" in page
    assert owner.get("/settings/texts/second/xx").status_code == 404
    assert owner.get("/settings/texts/never/en").status_code == 404
