"""What is known of many receipts is loaded at once, and is the same as if each were asked for alone."""

from datetime import date
from decimal import Decimal

from tests.support.billing import a_billing_firm, a_line, issued, items_of, terms
from tests.support.customers import a_customer as a_buyer
from tests.support.house_bank import a_firm
from tests.support.receivables import a_customer, an_item

from openbill.cash_application.policies.match_line import Receipt
from openbill.cash_application.policies.reference_tokens import read_alike
from openbill.cash_application.queries.customers_named import customers_named
from openbill.cash_application.queries.known_of_receipts import known_of_receipts
from openbill.foundation.tenancy import scope
from openbill.invoicing.types import EarlyDiscount

DAY = date(2026, 3, 1)


def a_receipt(text: str, **told: str) -> Receipt:
    return Receipt(100_00, DAY.toordinal(), text, **told)  # type: ignore[arg-type]


def test_discounts_are_those_of_the_day_that_is_asked_for():
    firm = a_billing_firm()
    anna = a_buyer(firm)
    code = terms(firm, "2/10", discounts=(EarlyDiscount(Decimal(2), 10),))
    (item,) = items_of(firm, issued(firm, anna, [a_line("100.00", tax_code="AE")], on="2026-02-20", terms=code))
    with scope(firm.id):
        known = known_of_receipts(
            [a_receipt(item.document_number)], legal_entity_id=firm.legal_entity_id, currency="EUR", today=DAY
        )
        for day, discounts in ((DAY, (2_00, 0)), (date(2026, 4, 1), (0, 2_00)), (DAY, (2_00, 0))):
            known.on(day)
            (debt,) = known.debts_of(anna)
            assert (debt.key, debt.discount, debt.lapsed_discount) == (item.id, *discounts)


def test_what_one_receipt_pays_is_gone_for_the_others():
    firm = a_firm()
    anna = a_customer(firm)
    first, second = (an_item(firm, anna, "10.00", document_number=f"RE-{number}") for number in (4710, 4711))
    with scope(firm.id):
        known = known_of_receipts(
            [a_receipt("RE-4711"), a_receipt("RE-47I0")],
            legal_entity_id=firm.legal_entity_id,
            currency="EUR",
            today=DAY,
        )
    assert [debt.key for debt in known.debts_of(anna)] == [first, second]
    assert known.numbered({"RE4711", "RE47I0"}) == {"RE4711": [(anna, 1)]}
    assert list(known.read_like(read_alike("RE4710"))) == [(anna, 0)]

    known.take_out(anna, {first})

    assert [debt.key for debt in known.debts_of(anna)] == [second]
    assert known.numbered({"RE4711", "RE47I0"}) == {"RE4711": [(anna, 0)]}
    assert list(known.read_like(read_alike("RE4710"))) == []


def test_who_is_called_like_a_payer_does_not_depend_on_who_else_is_asked_for():
    firm = a_firm()
    names = ("Müller Maschinenbau GmbH", "Miller Maschinenbau AG", "Schmidt und Söhne KG", "Anna Ltd")
    muller, _, schmidt, anna = (a_buyer(firm, name=name) for name in names)
    written = ["MUELLER MASCHINENBAU GM", "SCHMITT UND SOEHNE KG", "Anna Ltd", "ANNA LTD", "Nobody at all", "?"]
    with scope(firm.id):
        found = customers_named(written)
        alone = {name: likely for each in written for name, likely in customers_named([each]).items()}
    assert found == alone
    assert [likely[0][0] for likely in (found[written[0]], found[written[1]])] == [muller, schmidt]
    assert found["Anna Ltd"] == found["ANNA LTD"] == [(anna, 1.0)]
    assert "Nobody at all" not in found
