"""Taxes and payment terms are seen and added in the settings; invoices tell their terms in words."""

from datetime import date
from decimal import Decimal

from tests.support.billing import a_billing_firm, a_line, issued, terms
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.foundation.tenancy import scope
from openbill.invoicing.queries.billing_codes import payment_terms, tax_codes
from openbill.invoicing.types import DueRule, EarlyDiscount, Instalment, PaymentTerms, TaxCategory
from openbill.primitives.business_days import Convention

TAX = {"label": "USt. 19 %", "code": "DE19", "category": "standard", "percent": "19,5", "valid_from": "2026-01-01"}
TERMS = {"name": "Usual", "code": "U", "days": "30", "rule": "net_days", "convention": "none"}


def test_a_tax_code_and_its_next_rate_are_added_as_their_reader_writes_numbers():
    firm = an_organization()
    client = at_work(firm, language="de")

    assert client.post("/settings/taxes/new", TAX)["Location"] == "/settings/taxes"
    with scope(firm.id):
        (tax,) = tax_codes()
    address = f"/settings/taxes/{tax.id}/rate"
    assert client.post(address, {"percent": "21", "valid_from": "2027-01-01"}).status_code == 302

    with scope(firm.id):
        (tax,) = tax_codes()
    assert (tax.code, tax.label, tax.category) == ("DE19", "USt. 19 %", TaxCategory.STANDARD)
    assert [(rate.valid_from, rate.percent) for rate in tax.rates] == [
        (date(2026, 1, 1), Decimal("19.5")),
        (date(2027, 1, 1), Decimal(21)),
    ]
    page = client.get("/settings/taxes").content.decode()
    assert "19,5\u00a0% ab 01.01.2026" in page
    assert "21\u00a0% ab 01.01.2027" in page


def test_what_is_not_taxed_needs_no_rate_and_what_is_taxed_does():
    firm = an_organization()
    client = at_work(firm)

    with nothing_changes(firm.id):
        refused = client.post("/settings/taxes/new", {**TAX, "percent": ""})
    client.post("/settings/taxes/new", {**TAX, "category": "reverse_charge", "percent": ""})

    assert 'id="id_percent_error"' in refused.content.decode()
    with scope(firm.id):
        assert [tax.rates[0].percent for tax in tax_codes()] == [0]


def test_a_wrong_tax_code_or_rate_stands_at_its_field_and_changes_nothing():
    firm = a_billing_firm()
    client = at_work(firm)
    with scope(firm.id):
        tax = next(each for each in tax_codes() if each.code == "S")

    with nothing_changes(firm.id):
        twice = client.post("/settings/taxes/new", {**TAX, "code": "S", "percent": "19"})
        much = client.post("/settings/taxes/new", {**TAX, "percent": "101"})
        again = client.post(f"/settings/taxes/{tax.id}/rate", {"percent": "20", "valid_from": "2000-01-01"})

    assert [answer.status_code for answer in (twice, much, again)] == [422, 422, 422]
    assert 'id="id_code_error"' in twice.content.decode()
    assert 'id="id_percent_error"' in much.content.decode()
    assert 'id="id_valid_from_error"' in again.content.decode()


def test_terms_of_every_kind_are_added():
    firm = an_organization()
    client = at_work(firm)
    discount = {"discount-0-percent": "2.5", "discount-0-days": "10", "discount-0-grace_days": "3"}
    later = {"instalment-1-months": "1", "instalment-1-percent": "30", "instalment-2-days": "5"}

    for form in (
        {**TERMS, **discount, "is_tax_adjusted": "on"},
        {**TERMS, "code": "E", "rule": "end_of_month", "days": "10", "convention": "modified_following"},
        {**TERMS, "code": "D", "rule": "day_of_month", "day_of_month": "15"},
        {**TERMS, "code": "X", "instalment-0-amount": "1,000.50", **later},
    ):
        assert client.post("/settings/terms/new", form).status_code == 302

    with scope(firm.id):
        known = {each.code: each for each in payment_terms()}
    assert known == {
        "U": PaymentTerms("U", "Usual", discounts=(EarlyDiscount(Decimal("2.5"), 10, 3),)),
        "E": PaymentTerms("E", "Usual", rule=DueRule.END_OF_MONTH, days=10, convention=Convention.MODIFIED_FOLLOWING),
        "D": PaymentTerms("D", "Usual", rule=DueRule.DAY_OF_MONTH, day_of_month=15),
        "X": PaymentTerms(
            "X",
            "Usual",
            instalments=(
                Instalment(amount=Decimal("1000.5")),
                Instalment(percent=Decimal(30), months=1),
                Instalment(days=5),
            ),
        ),
    }
    page = client.get("/settings/taxes").content.decode()
    assert "30 days net. 2.5\u00a0% off within 10 days, accepted up to 3 days later." in page
    assert "End of month + 10 days. Never on a free day, but on the next working day of the same month." in page
    assert "30 days, then on the next day 15 of a month." in page
    assert "In parts: 1,000.5, 30\u00a0% 1 month later, the rest 5 days later." in page


def test_terms_that_cannot_be_are_refused_with_what_was_typed():
    firm = an_organization()
    terms(firm, "U")
    client = at_work(firm)

    with nothing_changes(firm.id):
        twice = client.post("/settings/terms/new", TERMS)
        no_day = client.post("/settings/terms/new", {**TERMS, "code": "D", "rule": "day_of_month"})
        no_days = client.post("/settings/terms/new", {**TERMS, "code": "S", "discount-1-percent": "2"})
        both = client.post(
            "/settings/terms/new",
            {**TERMS, "code": "B", "discount-0-percent": "2", "discount-0-days": "10", "instalment-0-percent": "50"},
        )

    assert [answer.status_code for answer in (twice, no_day, no_days, both)] == [422] * 4
    assert 'id="id_code_error"' in twice.content.decode()
    assert 'id="id_day_of_month_error"' in no_day.content.decode()
    assert 'id="id_discount-1-days_error"' in no_days.content.decode()
    assert "an early-payment discount exclude each other" in both.content.decode()
    assert 'value="50"' in both.content.decode()


def test_an_invoice_tells_its_terms_in_words_and_a_draft_without_taxes_leads_to_them():
    firm = a_billing_firm()
    customer = a_customer(firm, name="Anna")
    terms(firm, "2-10-30", discounts=(EarlyDiscount(Decimal(2), 10),))
    invoice = issued(firm, customer, [a_line("100.00")], terms="2-10-30")

    page = at_work(firm).get(f"/invoices/{invoice}").content.decode()

    assert "30 days net. 2\u00a0% off within 10 days." in page
    bare = an_organization()
    draft = at_work(bare).get("/drafts/new", {"customer": str(a_customer(bare, name="Anna"))}).content.decode()
    assert 'href="/settings/taxes/new"' in draft
    assert "Say which taxes you bill" in at_work(bare).get("/").content.decode()


def test_a_company_numbers_its_documents_as_it_chooses():
    firm = a_billing_firm()
    client = at_work(firm)
    address = f"/settings/companies/{firm.legal_entity_id}/numbers"
    assert "INV-000001" in client.get(address).content.decode()
    assert f'href="{address}"' in client.get("/settings").content.decode()

    assert client.post(f"{address}/invoice", {"begins_with": "RE-2027", "next_number": "12"})["Location"] == address

    issued(firm, a_customer(firm, name="Anna"), [a_line("10.00")])
    page = client.get(address).content.decode()
    assert "RE-2027-000013" in page
    assert "CN-000001" in page
    with nothing_changes(firm.id):
        late = client.post(f"{address}/invoice", {"begins_with": "RE-2027", "next_number": "20"})
        taken = client.post(f"{address}/credit_note", {"begins_with": "RE-2027"})
        wrong = client.post(f"{address}/invoice", {"begins_with": "R E", "next_number": "-1"})
    assert (late.status_code, taken.status_code, wrong.status_code) == (422, 422, 422)
    assert "Numbers of RE-2027 were taken already; 13 comes next" in late.content.decode()
    assert "RE-2027 numbers something else of this company" in taken.content.decode()
    assert client.get(f"{address}/letter").status_code == 404
    assert client.post(f"{address}/letter", {"begins_with": "X"}).status_code == 404


def test_a_customer_is_given_terms_from_a_day_on():
    firm = a_billing_firm()
    client = at_work(firm)
    anna = a_customer(firm, name="Anna")
    assert "As usual in the firm" in client.get(f"/customers/{anna}").content.decode()
    assert "The firm has no payment terms yet" in client.get(f"/customers/{anna}/terms").content.decode()
    terms(firm, "N14", days=14)

    answer = client.post(f"/customers/{anna}/terms", {"terms": "N14", "valid_from": "2026-01-01"})

    assert answer["Location"] == f"/customers/{anna}/terms"
    assert "14 days net." in client.get(answer["Location"]).content.decode()
    assert "14 days net." in client.get(f"/customers/{anna}").content.decode()
    with nothing_changes(firm.id):
        wrong = client.post(f"/customers/{anna}/terms", {"terms": "N15", "valid_from": ""})
    assert wrong.status_code == 422
