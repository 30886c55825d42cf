"""A letter says what the e-mail of its stage says, with a table in place of the list."""

from datetime import date

import pytest
from tests.support.billing import a_billing_firm, a_line, issued, items_of, paid
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization

from openbill.collections.errors import StageUnknown
from openbill.collections.queries.built_in_texts import LANGUAGES
from openbill.collections.queries.reminder_letters import reminder_letters
from openbill.collections.queries.strategy import built_in_strategy
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.types import LetterSheet
from openbill.foundation.tenancy import scope
from openbill.primitives.money import Money

TODAY = date(2026, 4, 1)


def letters(firm: AnOrganization, customer: object, **details: str) -> list[LetterSheet]:
    with scope(firm.id):
        return reminder_letters(customer, TODAY, **details)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", [stage.name for stage in built_in_strategy().stages])
def test_every_stage_is_a_letter_in_every_language(stage: str, language: str):
    firm = a_billing_firm()
    customer = a_customer(firm, "Anna Ltd", language=language)
    issued(firm, customer, [a_line("100.00")], on="2026-01-01")
    (letter,) = letters(firm, customer, stage_name=stage)
    said = "\n".join([letter.subject, *letter.paragraphs_before, *letter.paragraphs_after])
    assert letter.language == language
    assert "\ue000" not in said
    assert "IBAN" not in said
    assert [row.document_number for row in letter.documents] == ["INV-000001"]
    assert render_pdf(letter).startswith(b"%PDF")


def test_asks_for_what_is_due_and_not_contested_in_the_tone_of_the_oldest_debt():
    firm = a_billing_firm()
    customer = a_customer(firm, "Anna Ltd")
    old = issued(firm, customer, [a_line("100.00")], on="2026-01-01")
    issued(firm, customer, [a_line("50.00")], on="2026-03-31")
    (item,) = items_of(firm, old)
    open_dispute(
        contested=[Contested(item.id, Money(19_00, "EUR"))], reason=DisputeReason.PRICE, context=firm.context()
    )
    (letter,) = letters(firm, customer)
    (row,) = letter.documents
    assert (row.amount_minor, row.open_minor, row.days_late) == (119_00, 100_00, 60)
    assert row.document_number == "INV-000001 (the rest is under dispute)"
    assert letter.subject == "Final demand: 100.00\u00a0EUR"
    assert letter.payment is not None
    assert letter.payment.amount == Money(100_00, "EUR")


def test_who_has_paid_gets_none():
    firm = a_billing_firm()
    customer = a_customer(firm, "Anna Ltd")
    issued(firm, customer, [a_line("100.00")], on="2026-01-01")
    paid(firm, customer, 119_00, "2026-02-01")
    assert letters(firm, customer) == []


def test_an_unknown_stage_is_named():
    firm = a_billing_firm()
    with pytest.raises(StageUnknown, match="no stage polite"):
        letters(firm, a_customer(firm, "Anna Ltd"), stage_name="polite")
