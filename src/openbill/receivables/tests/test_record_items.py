"""Recording items: all of a batch or nothing, and a clear word where the books cannot hold a figure."""

from datetime import date
from decimal import Decimal

import pytest
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer, a_debit

from openbill.foundation.errors import FigureTooLarge
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.types import RateToSet
from openbill.organizations.errors import UnseenCharacter
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.errors import CustomerOfItemUnknown
from openbill.receivables.models import OpenItem
from openbill.receivables.types import NewItem


def test_what_is_worth_more_than_the_books_can_hold_is_refused():
    firm = an_organization()
    customer = a_customer(firm)
    set_exchange_rates(rates=[RateToSet("USD", "EUR", date(2025, 1, 1), Decimal(1000), "")], context=firm.context())

    with pytest.raises(FigureTooLarge):
        a_debit(firm, customer, "90000000000000000", currency="USD")

    with scope(firm.id):
        assert not OpenItem.objects.filter(organization_id=firm.id).exists()


def test_an_item_over_more_than_any_document_is_refused():
    firm = an_organization()
    customer = a_customer(firm)

    with pytest.raises(FigureTooLarge):
        a_debit(firm, customer, "1000000000000000.01")

    with scope(firm.id):
        assert not OpenItem.objects.filter(organization_id=firm.id).exists()


def test_a_document_number_stands_on_one_line():
    firm = an_organization()
    customer, day = a_customer(firm), date(2026, 1, 1)

    with pytest.raises(UnseenCharacter):
        record_items(
            items=[NewItem(customer, "invoice", Money.of("1.00", "EUR"), day, day, document_number="A\nB")],
            context=firm.context(),
        )

    with scope(firm.id):
        assert not OpenItem.objects.filter(organization_id=firm.id).exists()


def test_one_unknown_customer_keeps_the_whole_batch_out():
    firm = an_organization()
    day = date(2026, 1, 1)
    items = [
        NewItem(customer, "invoice", Money.of("1.00", "EUR"), day, day)
        for customer in (a_customer(firm), new_identifier())
    ]

    with pytest.raises(CustomerOfItemUnknown):
        record_items(items=items, context=firm.context())

    with scope(firm.id):
        assert not OpenItem.objects.filter(organization_id=firm.id).exists()


def test_items_without_a_number_get_the_next_ones_of_their_series():
    firm = an_organization()
    customer = a_customer(firm)
    day = date(2026, 1, 1)
    kinds = ("payment", "invoice", "payment")

    ids = record_items(
        items=[NewItem(customer, kind, Money.of("1.00", "EUR"), day, day) for kind in kinds],
        context=firm.context(),
    )

    with scope(firm.id):
        numbers = dict(OpenItem.objects.filter(organization_id=firm.id).values_list("id", "document_number"))
    assert [numbers[item_id] for item_id in ids] == ["PAY-000001", "INV-000001", "PAY-000002"]
