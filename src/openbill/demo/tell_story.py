"""Make up two years of business, always the same for the same last day."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from openbill.demo.buyers import make_buyers
from openbill.demo.names import GOODS
from openbill.demo.terms import TAXES, TERMS
from openbill.demo.types import Bill, Bounce, Buyer, Contest, Credit, Event, Habit, Pay, Pledge, Position, Story, Use
from openbill.invoicing.policies.discount_offers import discount_offers
from openbill.invoicing.policies.document_totals import document_totals
from openbill.invoicing.policies.due_instalments import due_instalments
from openbill.invoicing.types import DiscountOffer, DueInstalment, PricedLine, TaxRate
from openbill.primitives.calendar import add_months

MONTHS = 24
SEASON = (0.7, 0.8, 1.0, 1.2, 1.3, 1.1, 0.8, 0.7, 1.0, 1.2, 1.4, 1.0)
"""How busy each month of the year is."""
TROUBLE_DAYS = 150
METHODS = ("bank_transfer",) * 8 + ("card", "cheque")
_ANY = UUID(int=0)


@dataclass
class _Telling:
    """A story in the making."""

    last_day: date
    chance: random.Random
    events: list[Event] = field(default_factory=list)
    count: int = 0

    def day(self, day: date, *events: Event) -> None:
        """Keep what happens on a day, as far as the story goes."""
        if day <= self.last_day:
            self.events += events


def tell_story(last_day: date, *, buyers: int = 300, invoices: int = 6_000) -> Story:
    """A story that ends on a day: about so many invoices of so many customers."""
    chance = random.Random(f"openbill {buyers} {invoices}")  # noqa: S311 - it makes up a story
    people = make_buyers(buyers, chance)
    telling = _Telling(last_day, chance)
    weights = [buyer.weight for buyer in people]
    per_month = invoices / MONTHS / (sum(SEASON) / 12)
    for back in range(MONTHS, 0, -1):
        start, end = add_months(last_day, -back) + timedelta(days=1), add_months(last_day, 1 - back)
        for buyer in chance.choices(people, weights, k=round(per_month * SEASON[end.month - 1])):
            _bill(telling, buyer, start + timedelta(days=chance.randrange((end - start).days + 1)))
    # Payments come after the invoices of their day; a stable order for everything else.
    order = {Bill: 0, Credit: 1, Contest: 2, Pledge: 3, Pay: 4, Bounce: 5}
    telling.events.sort(key=lambda event: (event.day, order[type(event)]))
    return Story(last_day, people, tuple(telling.events))


def _bill(telling: _Telling, buyer: Buyer, day: date) -> None:
    chance = telling.chance
    lines = tuple(_position(chance) for _ in range(chance.choice((1, 1, 2, 3, 4))))
    rate = TaxRate(_ANY, TAXES[buyer.tax_code].percent)
    totals = document_totals([PricedLine(line.quantity, line.unit_price, rate) for line in lines], buyer.currency)
    terms = TERMS[buyer.terms]
    parts = due_instalments(terms, day, totals.gross, "GB" if buyer.entity == "UK" else "DE")
    telling.count += 1
    bill = Bill(day, f"B{telling.count}", buyer.number, lines, tuple(part.amount.minor_units for part in parts))
    telling.day(day, bill)
    offers = discount_offers(terms, day, totals)
    for part in parts:
        _what_becomes_of(telling, buyer, bill, part, offers)
    if chance.random() < 0.015:
        net = (totals.net.as_decimal() * Decimal(chance.randint(10, 40)) / 100).quantize(Decimal(1))
        credited = day + timedelta(days=chance.randint(2, 6))
        telling.day(credited, Credit(credited, bill.key, net))


def _position(chance: random.Random) -> Position:
    description, price = chance.choice(GOODS)
    quantity = Decimal(chance.choice((1, 2, 4, 5, 8, 10, 12, 20, 25, 40)))
    return Position(description, quantity, Decimal(price))


def _what_becomes_of(
    telling: _Telling, buyer: Buyer, bill: Bill, part: DueInstalment, offers: tuple[DiscountOffer, ...]
) -> None:
    chance, use = telling.chance, Use(bill.key, part.number)
    in_trouble = buyer.habit is Habit.TROUBLED and part.due_date > telling.last_day - timedelta(days=TROUBLE_DAYS)
    paid_on = part.due_date + timedelta(days=_days_late(buyer.habit, chance))
    amount = part.amount.minor_units
    if in_trouble:
        _trouble(telling, bill, part)
    elif offers and chance.random() < 0.6:
        paid_on = offers[0].until - timedelta(days=chance.randint(0, 3))
        _pay(telling, buyer, paid_on, amount - offers[0].amount.minor_units, use, amount - offers[0].amount.minor_units)
    elif buyer.habit is Habit.IN_PARTS and amount > 100_00:
        half = amount // 2
        _pay(telling, buyer, paid_on, half, use, half)
        _pay(telling, buyer, paid_on + timedelta(days=chance.randint(15, 40)), amount - half, use, None)
    else:
        _usual_payment(telling, buyer, bill, part, paid_on)


def _usual_payment(telling: _Telling, buyer: Buyer, bill: Bill, part: DueInstalment, paid_on: date) -> None:
    chance, use, amount = telling.chance, Use(bill.key, part.number), part.amount.minor_units
    fate = chance.random()
    if fate < 0.012 and (part.due_date - bill.day).days > 10:
        contested = None if fate < 0.004 else amount // 4
        day = part.due_date - timedelta(days=5)
        withdrawn = day + timedelta(days=chance.randint(20, 70)) if fate < 0.009 else None
        telling.day(day, Contest(day, bill.key, contested, chance.choice(("quality", "price", "delivery")), withdrawn))
        if contested is not None:
            _pay(telling, buyer, paid_on, amount - contested, use, amount - contested)
    elif fate < 0.03 and paid_on > part.due_date + timedelta(days=15):
        day = part.due_date + timedelta(days=12)
        is_kept = fate < 0.021
        by = max(paid_on, day) if is_kept else day + timedelta(days=5)
        telling.day(day, Pledge(day, bill.key, by))
        _pay(telling, buyer, paid_on if is_kept else by + timedelta(days=25), amount, use, None)
    elif fate < 0.036:
        _pay(telling, buyer, paid_on, amount + chance.choice((1_00, 10_00, 25_50)), use, amount)
    elif fate < 0.042:
        key = _pay(telling, buyer, paid_on, amount, use, amount, method="cheque")
        telling.day(paid_on + timedelta(days=6), Bounce(paid_on + timedelta(days=6), key))
        _pay(telling, buyer, paid_on + timedelta(days=21), amount, use, None)
    elif fate < 0.05:
        _pay(telling, buyer, paid_on, amount, None, None)
    else:
        _pay(
            telling,
            buyer,
            paid_on,
            amount,
            use,
            None,
            method=chance.choice(("bank_transfer",) * 8 + ("card", "cheque")),
        )


def _trouble(telling: _Telling, bill: Bill, part: DueInstalment) -> None:
    """Nothing is paid any more; sometimes something is promised."""
    day = part.due_date + timedelta(days=20)
    if telling.chance.random() < 0.3:
        telling.day(day, Pledge(day, bill.key, day + timedelta(days=10)))


def _pay(
    telling: _Telling,
    buyer: Buyer,
    day: date,
    amount_minor: int,
    use: Use | None,
    used_minor: int | None,
    *,
    method: str = "bank_transfer",
) -> str:
    telling.count += 1
    key = f"P{telling.count}"
    uses = () if use is None else (Use(use.bill, use.part, used_minor),)
    if amount_minor > 0:
        telling.day(day, Pay(day, key, buyer.number, amount_minor, uses, method))
    return key


def _days_late(habit: Habit, chance: random.Random) -> int:
    if habit is Habit.PROMPT:
        return chance.randint(-8, 1)
    if habit is Habit.CHRONIC:
        return chance.randint(18, 55)
    return round(chance.triangular(-4, 20, 2))
