"""Rules come with a source, an organization sets its own over them, and nothing of them is guessed."""

from datetime import date

import pytest
from tests.support.organizations import an_organization
from tests.support.unclaimed import a_rule, a_texan_credit, at, state_of, the_credit, timed

from openbill.foundation.errors import PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.primitives.errors import Refusal
from openbill.unclaimed.commands.set_holder_jurisdiction import set_holder_jurisdiction
from openbill.unclaimed.commands.set_unclaimed_rule import set_unclaimed_rule, withdraw_unclaimed_rule
from openbill.unclaimed.errors import JurisdictionWrong, OwnRuleUnknown
from openbill.unclaimed.models import UnclaimedRule
from openbill.unclaimed.policies.jurisdiction import checked_jurisdiction, jurisdiction_of, name_of_state
from openbill.unclaimed.queries.rules import holders, own_rules, rules_in_order, rules_that_hold, shipped_rules
from openbill.unclaimed.types import CreditKind, Treatment


def test_every_rule_that_comes_along_names_its_source_and_the_day_it_was_looked_up():
    rules = shipped_rules()

    assert {rule.jurisdiction for rule in rules} == {"US-CA", "US-DE", "US-NY", "US-OH", "US-TX", "DE", "GB"}
    assert len({(rule.jurisdiction, rule.kind) for rule in rules}) == len(rules) == 7 * 4
    for rule in rules:
        assert len(rule.source) > 20
        assert rule.valid_from < rule.checked_on == date(2026, 11, 28)
        assert checked_jurisdiction(rule.jurisdiction) == rule.jurisdiction
        assert (rule.report_by == "") is (rule.treatment is Treatment.KEEP)


def test_an_own_rule_counts_from_its_day_on_and_is_taken_back():
    firm = an_organization()
    a_rule(firm, "us-tx", kinds=[CreditKind.PAYMENT], dormancy_months=24, valid_from=date(2023, 1, 1))

    def months(on: date, kind: CreditKind = CreditKind.PAYMENT) -> int:
        with scope(firm.id):
            return rules_that_hold(on)["US-TX", kind].dormancy_months

    assert months(date(2022, 12, 31)) == 36
    assert months(date(2023, 1, 1)) == 24
    assert months(date(2023, 1, 1), CreditKind.DEPOSIT) == 36

    a_rule(firm, "US-TX", kinds=[CreditKind.PAYMENT], dormancy_months=30, valid_from=date(2024, 1, 1))
    a_rule(firm, "US-TX", kinds=[CreditKind.PAYMENT], dormancy_months=31, valid_from=date(2024, 1, 1))
    assert (months(date(2023, 6, 1)), months(date(2024, 6, 1))) == (24, 31)
    with scope(firm.id):
        assert [rule.is_own for rule in rules_in_order(date(2022, 1, 1)) if rule.jurisdiction == "US-TX"].count(
            True
        ) == 2

    withdraw_unclaimed_rule(jurisdiction="US-TX", context=firm.context())
    assert months(date(2025, 1, 1)) == 36
    with pytest.raises(OwnRuleUnknown):
        withdraw_unclaimed_rule(jurisdiction="US-TX", context=firm.context())
    with scope(firm.id):
        assert own_rules() == []
        assert UnclaimedRule.objects.filter(organization_id=firm.id).count() == 4


def test_clocks_follow_a_rule_at_once():
    firm = an_organization()
    credit = a_texan_credit(firm)
    timed(firm, "2021-12-10")
    assert state_of(firm, credit)[0] == "resting"

    set_unclaimed_rule(
        jurisdiction="US-TX",
        treatment=Treatment.KEEP,
        dormancy_months=48,
        source="Counsel, letter of 3 May 2021",
        context=firm.context(at=at("2021-12-11")),
    )

    row = the_credit(firm, credit)
    assert (row.state, row.dormant_on, row.rule_source) == (
        "kept", date(2024, 1, 10), "Counsel, letter of 3 May 2021",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"jurisdiction": "Texas"}, "jurisdiction_wrong"),
        ({"jurisdiction": "US"}, "jurisdiction_wrong"),
        ({"jurisdiction": "US-ZZ"}, "jurisdiction_wrong"),
        ({"jurisdiction": "DE-BY"}, "jurisdiction_wrong"),
        ({"jurisdiction": ""}, "jurisdiction_wrong"),
        ({"source": "  "}, "rule_source_missing"),
        ({"dormancy_months": 0}, "dormancy_wrong"),
        ({"dormancy_months": 1_201}, "dormancy_wrong"),
        ({"cut_off": ""}, "cut_off_missing"),
        ({"report_by": ""}, "cut_off_missing"),
        ({"cut_off": "02-29"}, "day_of_year_wrong"),
        ({"cut_off": "13-01"}, "day_of_year_wrong"),
        ({"report_by": "1 March"}, "day_of_year_wrong"),
        ({"deliver_by": "06-31"}, "day_of_year_wrong"),
        ({"letter_latest_days": -1}, "letter_days_wrong"),
        ({"letter_earliest_days": 30}, "letter_days_wrong"),
        ({"letter_earliest_days": 731}, "letter_days_wrong"),
        ({"letter_minimum_minor": 5}, "letter_minimum_wrong"),
        ({"letter_minimum_minor": -5, "currency": "USD"}, "letter_minimum_wrong"),
        ({"currency": "XXY"}, "unknown_currency"),
        ({"source": "a\0b"}, "unseen_character"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_and_nothing_is_kept(wrong, code):
    firm = an_organization()

    with pytest.raises(Refusal) as refused:
        a_rule(firm, **{"jurisdiction": "US-TX", **wrong})

    assert refused.value.code == code
    with scope(firm.id):
        assert own_rules() == []


def test_rules_are_set_by_who_may_and_seen_by_their_own_organization():
    firm, other = an_organization(), an_organization()
    with pytest.raises(PermissionMissing):
        withdraw_unclaimed_rule(jurisdiction="US-TX", context=firm.context(permissions=frozenset({"unclaimed.view"})))
    a_rule(firm, "US-IA")

    with scope(other.id):
        assert own_rules() == []


def test_a_legal_entity_is_where_it_was_said_to_be():
    firm = an_organization()
    with pytest.raises(JurisdictionWrong):
        set_holder_jurisdiction(legal_entity_id=firm.legal_entity_id, jurisdiction="Delaware", context=firm.context())

    set_holder_jurisdiction(legal_entity_id=firm.legal_entity_id, jurisdiction="us-de", context=firm.context())

    with scope(firm.id):
        assert [(each.jurisdiction, each.is_own) for each in holders()] == [("US-DE", True)]


@pytest.mark.parametrize(
    ("country", "region", "jurisdiction"),
    [
        ("US", "CA", "US-CA"), ("us", "california", "US-CA"), ("US", " New  York ", "US-NY"), ("US", "N.Y.", "US"),
        ("US", "US-TX", "US-TX"), ("US", "", "US"), ("US", "Ontario", "US"), ("DE", "CA", "DE"), ("", "CA", ""),
    ],
)  # fmt: skip
def test_the_jurisdiction_of_an_address(country, region, jurisdiction):
    assert jurisdiction_of(country, region) == jurisdiction


def test_a_state_has_a_name():
    assert [name_of_state(code) for code in ("CA", "DC", "ZZ")] == ["California", "District of Columbia", "ZZ"]
