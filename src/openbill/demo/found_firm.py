"""Found the invented group: two companies, their taxes, terms, rates and customers."""

import csv
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any
from uuid import UUID

from openbill.customers.queries.customer_by_number import customer_by_number
from openbill.demo.play_story import Stage
from openbill.demo.terms import TAXES, TERMS
from openbill.demo.types import Buyer, Story
from openbill.documents.commands.set_letterhead import set_letterhead
from openbill.foundation.context import Context, operator_context
from openbill.foundation.tenancy import scope
from openbill.importing.commands.import_customers import import_customers
from openbill.importing.commands.import_file import ImportChoices
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.types.choices import ReadingChoices
from openbill.invoicing.commands.add_payment_terms import add_payment_terms
from openbill.invoicing.commands.add_tax_code import add_tax_code
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.types import RateToSet
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.organizations.commands.create_organization import create_organization
from openbill.primitives.identifiers import new_identifier

NAME = "Lumen & Leaf"
YEARS_BACK = 3
COLOUR = "#2f6b3c"
LETTERHEADS: dict[str, dict[str, Any]] = {
    "MAIN": {
        "address_lines": ("Gartenstraße 12", "10115 Berlin", "Germany"),
        "registration": "Amtsgericht Charlottenburg HRB 999812\nGeschäftsführung: Ida Blum",
        "email": "billing@lumen-leaf.example",
        "phone": "+49 30 5550 1200",
        "website": "www.lumen-leaf.example",
    },
    "UK": {
        "address_lines": ("4 Orchard Mews", "Bristol BS1 4QT", "United Kingdom"),
        "registration": "Registered in England and Wales, no. 00998812",
        "email": "accounts@lumen-leaf.example",
        "phone": "+44 117 555 0120",
        "website": "www.lumen-leaf.example",
    },
}
PHONES = {"DE": "+49 30 23125 {:03}", "GB": "+44 20 7946 0{:03}", "US": "+1 202 555 01{:02}"}
"""Numbers that each country keeps for stories: they ring nowhere."""
COLUMNS = (
    "customer number", "customer name", "country", "currency", "language", "postal code", "city", "contact name",
    "contact role", "email", "phone",
)  # fmt: skip


def found_firm(story: Story, *, name: str = NAME) -> Stage:
    """A new organization in which a story can be played."""
    context = operator_context(new_identifier())
    created = create_organization(name=name, currency="EUR", time_zone="Europe/Berlin", country="DE", context=context)
    uk = add_legal_entity(
        code="UK", name="Lumen & Leaf UK Ltd", currency="GBP", country="GB", time_zone="Europe/London", context=context
    )
    entities = {"MAIN": created.legal_entity_id, "UK": uk.legal_entity_id}
    _open_accounts(entities, context)
    _print_letterheads(entities, context)
    begin = story.last_day - timedelta(days=365 * YEARS_BACK)
    for code, tax in TAXES.items():
        add_tax_code(
            code=code, label=tax.label, category=tax.category, percent=tax.percent, valid_from=begin, note=tax.note,
            context=context,
        )  # fmt: skip
    for terms in TERMS.values():
        add_payment_terms(terms=terms, context=context)
    _set_rates(begin, story.last_day, context)
    customers = _bring_in(story.buyers, created.legal_entity_id, context)
    return Stage(context, entities, customers, {buyer.number: buyer for buyer in story.buyers})


def _open_accounts(entities: dict[str, UUID], context: Context) -> None:
    for code, iban, bic, currency in (
        ("MAIN", "DE89370400440532013000", "COBADEFFXXX", "EUR"),
        ("UK", "GB29NWBK60161331926819", "NWBKGB2L", "GBP"),
    ):
        add_bank_account(
            legal_entity_id=entities[code], name=f"{currency} account", iban=iban, bic=bic, currency=currency,
            context=context,
        )  # fmt: skip


def _print_letterheads(entities: dict[str, UUID], context: Context) -> None:
    logo = resources.files("openbill.demo").joinpath("logo.svg").read_bytes()
    for code, letterhead in LETTERHEADS.items():
        set_letterhead(
            legal_entity_id=entities[code], accent_colour=COLOUR, logo=logo, context=context, **letterhead
        )  # fmt: skip


def _set_rates(begin: date, last_day: date, context: Context) -> None:
    """A rate a week that wanders a little, always in the same way."""
    weeks = range((last_day - begin).days // 7 + 1)
    rates = [
        RateToSet("USD", "EUR", begin + timedelta(weeks=week), Decimal(9_000 + 37 * week % 400) / 10_000)
        for week in weeks
    ]
    rates += [
        RateToSet("GBP", "EUR", begin + timedelta(weeks=week), Decimal(11_500 + 23 * week % 300) / 10_000)
        for week in weeks
    ]
    set_exchange_rates(rates=rates, context=context)


def _phone(buyer: Buyer) -> str:
    """Most have a number; of some nobody has noted one yet."""
    number = int(buyer.number)
    return "" if number % 12 == 0 else PHONES[buyer.country].format(number % 100)


def _bring_in(buyers: Sequence[Buyer], entity_id: UUID, context: Context) -> dict[str, UUID]:
    """The customers come in as a list, as any firm brings them in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "customers.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(
                (
                    buyer.number, buyer.name, buyer.country, buyer.currency, buyer.language, buyer.postal_code,
                    buyer.city, buyer.person, "accounts_payable", buyer.email, _phone(buyer),
                )
                for buyer in buyers
            )  # fmt: skip
        choices = ImportChoices(entity_id, "EUR", date(2000, 1, 1), Path(folder) / "rejects.csv")
        shape = recognise_file(path, choices=ReadingChoices(kind="customers"))
        imported = import_customers(path, shape, choices, context=context)
    assert imported.refused == 0, imported
    with scope(context.organization_id):
        return {buyer.number: customer_by_number(buyer.number).id for buyer in buyers}
