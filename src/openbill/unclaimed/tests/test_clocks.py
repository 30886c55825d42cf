"""Every open credit gets a clock, once, and the owner's last act begins it anew."""

from datetime import date
from uuid import UUID

from tests.support.customers import deliver_events
from tests.support.debits import a_collecting_firm, a_draft
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit, an_item
from tests.support.sepa import DEBTOR_IBAN
from tests.support.unclaimed import (
    a_rule,
    a_texan_credit,
    an_owner,
    an_unknown_receipt,
    at,
    state_of,
    the_credit,
    timed,
)

from openbill.collections.commands.log_call import log_call
from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.commands.set_address import set_address
from openbill.direct_debits.commands.sign_mandate import sign_mandate
from openbill.direct_debits.types import SignedHow
from openbill.foundation.tenancy import scope
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.types import NewPayment, Spread
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.unclaimed.commands.record_contact import record_owner_contact, withdraw_owner_contact
from openbill.unclaimed.commands.set_clocks import set_all_clocks, set_clocks
from openbill.unclaimed.commands.set_holder_jurisdiction import set_holder_jurisdiction
from openbill.unclaimed.models import UnclaimedChange, UnclaimedCredit
from openbill.unclaimed.types import ContactHow


def rows(firm: AnOrganization) -> int:
    with scope(firm.id):
        return UnclaimedCredit.objects.filter(organization_id=firm.id).count()


def changes(firm: AnOrganization, item_id: UUID) -> list[tuple[str, date]]:
    credit = the_credit(firm, item_id)
    with scope(firm.id):
        history = UnclaimedChange.objects.filter(organization_id=firm.id, credit_id=credit.id).order_by("id")
        return list(history.values_list("state", "rests_from"))


def test_a_credit_rests_then_its_letter_is_due_and_history_says_so_once():
    firm = an_organization()
    credit = a_texan_credit(firm)

    timed(firm, "2022-06-01")
    timed(firm, "2022-06-01")
    assert state_of(firm, credit) == ("resting", "rests")
    timed(firm, "2023-05-01")
    timed(firm, "2023-05-02")

    row = the_credit(firm, credit)
    assert (row.state, row.because) == ("letter_due", "letter_not_written")
    assert (row.jurisdiction, row.kind, row.amount_minor, row.currency) == ("US-TX", "payment", 400_00, "USD")
    assert (row.rests_from, row.dormant_on) == (date(2020, 1, 10), date(2023, 1, 10))
    assert (row.letter_until, row.report_on, row.deliver_on) == (
        date(2023, 5, 1), date(2023, 7, 1), date(2023, 7, 1),
    )  # fmt: skip
    assert row.rule_source.startswith("Texas Property Code")
    assert changes(firm, credit) == [("resting", date(2020, 1, 10)), ("letter_due", date(2020, 1, 10))]
    assert rows(firm) == 1


def test_below_the_least_amount_of_a_letter_it_goes_without_one():
    firm = an_organization()
    credit = a_texan_credit(firm, "250.00")

    timed(firm, "2023-02-28")
    assert state_of(firm, credit) == ("resting", "rests")
    timed(firm, "2023-03-02")

    assert state_of(firm, credit) == ("to_hand_over", "below_minimum")


def test_a_payment_a_call_and_a_contact_begin_the_clock_anew_and_a_withdrawn_one_does_not():
    firm = an_organization()
    owner = an_owner(firm)
    credit = a_credit(firm, owner, "400.00", on="2020-01-10", currency="USD")
    later = NewPayment(owner, Money(1_00, "USD"), date(2021, 5, 4), spread=Spread.UNAPPLIED)
    record_payments(payments=[later], context=firm.context())
    timed(firm, "2022-06-01")
    assert (the_credit(firm, credit).rests_from, the_credit(firm, credit).last_contact_how) == (
        date(2021, 5, 4), "payment",
    )  # fmt: skip

    log_call(customer_id=owner, outcome="no_answer", on=date(2022, 1, 3), context=firm.context())
    log_call(customer_id=owner, outcome="reached", on=date(2022, 1, 2), context=firm.context())
    timed(firm, "2022-06-01")
    assert the_credit(firm, credit).rests_from == date(2022, 1, 2)

    contact = record_owner_contact(customer_id=owner, how=ContactHow.REPLY, on=date(2022, 4, 5), context=firm.context())
    assert the_credit(firm, credit).rests_from == date(2022, 4, 5)
    withdraw_owner_contact(owner_contact_id=contact, context=firm.context())
    assert the_credit(firm, credit).rests_from == date(2022, 1, 2)
    assert [since for _, since in changes(firm, credit)] == [
        date(2021, 5, 4), date(2022, 1, 2), date(2022, 4, 5), date(2022, 1, 2),
    ]  # fmt: skip


def test_what_is_used_ends_and_what_is_young_has_no_clock_yet():
    firm = an_organization("USD")
    owner = an_owner(firm)
    credit = a_credit(firm, owner, "50.00", on="2022-01-10")
    timed(firm, "2022-01-20")
    assert rows(firm) == 0

    timed(firm, "2022-03-01")
    a_debit(firm, owner, "50.00", on="2022-01-10")
    allocate_credit(credit_item_id=credit, context=firm.context())
    timed(firm, "2022-03-02")

    assert (state_of(firm, credit), the_credit(firm, credit).amount_minor) == (("ended", "nothing_open"), 0)


def test_each_kind_of_credit_is_a_kind_and_what_is_not_the_customers_is_none():
    firm = an_organization()
    owner = an_owner(firm)
    made = {kind: an_item(firm, owner, "5.00", kind=kind, on="2022-01-10") for kind in ("credit_note", "deposit")}
    an_item(firm, owner, "5.00", kind="external_clearing", on="2022-01-10")

    timed(firm, "2022-03-01")

    assert {kind: the_credit(firm, item).kind for kind, item in made.items()} == {
        "credit_note": "credit_note", "deposit": "deposit",
    }  # fmt: skip
    assert rows(firm) == 2


def test_without_a_rule_nothing_is_guessed_and_an_unknown_state_is_named():
    firm = an_organization()
    nowhere = a_credit(firm, an_owner(firm, "Nowhere", state="", country="US"), "5.00", on="2020-01-10")
    iowa = a_credit(firm, an_owner(firm, "Iowa", state="Iowa"), "5.00", on="2020-01-10")
    blank = a_credit(firm, a_customer(firm, "Blank"), "5.00", on="2020-01-10")

    timed(firm, "2024-03-01")

    assert state_of(firm, nowhere) == ("rule_missing", "state_unknown")
    assert (state_of(firm, iowa), the_credit(firm, iowa).jurisdiction) == (("rule_missing", "no_rule"), "US-IA")
    assert state_of(firm, blank) == ("rule_missing", "country_unknown")
    a_rule(firm, "us-ia")
    assert state_of(firm, iowa) == ("letter_due", "letter_not_written")


def test_where_nothing_is_handed_over_it_is_kept_and_says_until_when_it_can_be_claimed():
    firm = an_organization()
    credit = a_credit(firm, an_owner(firm, state="", country="DE"), "5.00", on="2020-05-10")

    timed(firm, "2026-03-01")

    row = the_credit(firm, credit)
    assert (row.state, row.because, row.dormant_on) == ("kept", "no_handing_over", date(2023, 12, 31))
    assert row.report_on is None


def test_cash_without_an_owner_follows_the_law_of_the_holder():
    firm = an_organization()
    set_holder_jurisdiction(legal_entity_id=firm.legal_entity_id, jurisdiction="us-de", context=firm.context())
    line = an_unknown_receipt(firm)

    timed(firm, "2026-06-01")

    with scope(firm.id):
        row = UnclaimedCredit.objects.get(organization_id=firm.id, line_id=line)
    assert (row.jurisdiction, row.kind, row.amount_minor, row.customer_id) == ("US-DE", "unidentified", 70_00, None)
    assert (row.state, row.dormant_on, row.letter_until) == ("resting", date(2031, 3, 2), None)


def test_owners_that_are_one_are_in_contact_together_and_an_address_moves_the_jurisdiction():
    firm = an_organization()
    old, new = an_owner(firm, "Old"), an_owner(firm, "New", state="CA")
    credit = a_credit(firm, old, "400.00", on="2020-01-10", currency="USD")
    timed(firm, "2022-03-01")
    assert the_credit(firm, credit).jurisdiction == "US-TX"

    merge_customers(customer_id=old, into_customer_id=new, context=firm.context())
    record_owner_contact(customer_id=new, how=ContactHow.MEETING, on=date(2022, 2, 2), context=firm.context())
    timed(firm, "2022-03-02")
    row = the_credit(firm, credit)
    assert (row.jurisdiction, row.rests_from, row.customer_id) == ("US-CA", date(2022, 2, 2), new)

    set_address(customer_id=new, street="1 Rue", city="Paris", country="FR", context=firm.context())
    timed(firm, "2022-03-03")
    assert state_of(firm, credit) == ("rule_missing", "no_rule")


def test_any_number_of_credits_passes_in_parts_and_each_is_timed_once():
    firm = an_organization()
    owner = an_owner(firm)
    items = [a_credit(firm, owner, "400.00", on="2020-01-10", currency="USD") for _ in range(5)]
    an_unknown_receipt(firm)
    context = firm.context(at=at("2026-06-01"))

    first = set_clocks(limit=2, context=context)
    assert (first.looked_at, first.changed, first.next_after) == (2, 2, f"items {sorted(items)[1]}")
    whole = set_all_clocks(context, limit=2)

    assert (whole.looked_at, whole.changed) == (6, 4)
    assert set_all_clocks(context, limit=2).changed == 0
    assert rows(firm) == 6


def test_the_clocks_of_another_organization_stay():
    firm, other = an_organization(), an_organization()
    credit = a_texan_credit(other)

    timed(firm, "2023-05-01")

    assert rows(firm) == rows(other) == 0
    timed(other, "2023-05-01")
    assert state_of(other, credit) == ("letter_due", "letter_not_written")


def test_a_signed_mandate_is_an_act_of_the_owner():
    firm = a_collecting_firm()
    owner = an_owner(firm)
    credit = a_credit(firm, owner, "400.00", on="2020-01-10")
    timed(firm, "2023-05-01")

    draft = a_draft(firm, owner, debtor_iban=DEBTOR_IBAN)
    sign_mandate(mandate_id=draft, signed_on=date(2026, 1, 2), signed_how=SignedHow.PAPER, context=firm.context())
    deliver_events(firm)
    deliver_events(firm)

    row = the_credit(firm, credit)
    assert (row.last_contact_how, row.rests_from) == ("mandate_signed", date(2026, 1, 2))
