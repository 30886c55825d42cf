"""What the wide firm has very much of: companies, currencies, items of one customer, lines of one document, words."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from tests.support.billing import a_line, issued
from tests.support.organizations import AnOrganization

from openbill.collections.commands.log_call import log_call
from openbill.customers.commands.create_customer import create_customer
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.types import RateToSet
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.primitives.money import Money
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.types import NewItem

UNBROKEN = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 4
HEBREW = "חברת החשמל והתאורה הכללית לישראל בערבון מוגבל"
CROWDED = "Crowded Ltd"
LONG_NOTE = "They say that it was paid, look again on their side, and call back; nothing of this is new. " * 12
ITEMS, LINES, COMPANIES = 340, 60, 9


def crowd(firm: AnOrganization, today: date) -> None:
    """Add it all to a firm that bills."""
    context = firm.context()
    rates = [("JPY", "0.0061"), ("KWD", "3.05")]
    begin = today - timedelta(days=400)
    set_exchange_rates(rates=[RateToSet(code, "EUR", begin, Decimal(rate)) for code, rate in rates], context=context)
    for number in range(1, COMPANIES + 1):
        name = f"{UNBROKEN[:60]} {number} Beteiligungsgesellschaft"
        add_legal_entity(code=f"C{number}", name=name, currency="EUR", country="DE", context=context)
    unbroken, hebrew, crowded = (named(firm, name) for name in (UNBROKEN[:200], HEBREW, CROWDED))
    items = [owed(unbroken, "123456789012", "JPY", today, 75), owed(unbroken, "123456789.123", "KWD", today, 15)]
    items += [owed(hebrew, "123456789012", "JPY", today, 15), owed(hebrew, "987654321.098", "KWD", today, 130)]
    items += [owed(crowded, f"{1000 + each}.{each % 100:02d}", "EUR", today, each - 30, each) for each in range(ITEMS)]
    record_items(items=items, context=context)
    log_call(customer_id=crowded, outcome="reached", note=LONG_NOTE, context=context)
    lines = [a_line(f"{each}.99", quantity="12", unit="pieces") for each in range(1, LINES + 1)]
    words = {"text_before": LONG_NOTE, "buyer_reference": UNBROKEN[:120]}
    issued(firm, crowded, lines, on=str(today - timedelta(days=5)), **words)


def named(firm: AnOrganization, name: str) -> UUID:
    return create_customer(name=name, country="DE", context=firm.context()).customer_id


def owed(owner: UUID, amount: str, currency: str, today: date, days_late: int, number: int = 0) -> NewItem:
    due = min(today - timedelta(days=days_late % 200), today + timedelta(days=30))
    return NewItem(
        customer_id=owner,
        kind="invoice",
        amount=Money.of(amount, currency),
        document_date=due - timedelta(days=30),
        due_date=due,
        document_number=f"{currency}-{number:06d}",
        reference=UNBROKEN[:120],
    )
