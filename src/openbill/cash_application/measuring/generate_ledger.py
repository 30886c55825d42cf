"""A ledger of open invoices as firms have them: names and amounts that resemble each other, discounts, settled ones."""

import random
from dataclasses import dataclass, field

from openbill.cash_application.policies.find_solutions import Debt
from openbill.cash_application.policies.reference_tokens import normal_number

FIRST = (
    "Müller", "Schmidt", "Weber", "Hofmann", "Koch", "Bauer", "Richter", "Klein", "Wolf", "Schröder", "Neumann",
    "Braun", "Krüger", "Hartmann", "Lange", "Werner", "Krause", "Lehmann", "Köhler", "König", "Huber", "Kaiser",
    "Fuchs", "Peters", "Scholz", "Möller", "Weiß", "Jung", "Hahn", "Vogel", "Keller", "Frank", "Berger", "Winkler",
    "Roth", "Beck", "Lorenz", "Baumann", "Franke", "Albrecht", "Schuster", "Simon", "Ludwig", "Böhm", "Winter",
    "Kraus", "Martin", "Schumacher", "Krämer", "Vogt", "Stein", "Jäger", "Otto", "Sommer", "Groß", "Seidel",
    "Heinrich", "Brandt", "Haas", "Schreiber", "Graf", "Schulte", "Dietrich", "Ziegler", "Kuhn", "Kühn", "Pohl",
    "Engel", "Horn", "Busch", "Bergmann", "Thomas", "Voigt", "Sauer", "Arnold", "Wolff", "Pfeiffer", "Nordwind",
    "Alpina", "Rheinland", "Hansea", "Isar", "Elbe", "Havel",
)  # fmt: skip
TRADE = (
    "Bau", "Elektro", "Technik", "Logistik", "Metallbau", "Holz", "Handel", "Maschinen", "Druck", "Verlag", "Möbel",
    "Gartenbau", "Sanitär", "Dach", "Catering", "Textil", "Optik", "Medien", "Software", "Energie", "Kälte",
    "Transporte", "Fenster", "Farben", "Feinkost", "Messebau", "Werkzeuge", "Labor", "Pharma", "Kunststoff",
)  # fmt: skip
PLACE = ("", "", "", "", "", " Nord", " Süd", " Berlin", " Köln", " Hamburg", " West", " International")
FORM = ("GmbH", "GmbH", "GmbH", "GmbH & Co. KG", "AG", "KG", "OHG", "e.K.", "UG (haftungsbeschränkt)", "SE")

DAY = 740_000
"""The day of the bank lines, as an ordinal."""


@dataclass(slots=True)
class Buyer:
    """A customer: the number and name as they stand in the books, the accounts it pays from, which are known."""

    key: int
    number: str
    name: str
    accounts: tuple[str, ...]
    known: tuple[str, ...]
    debts: list[Debt] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    settled: list[tuple[str, int]] = field(default_factory=list)
    """Numbers of invoices that were paid before, with their amounts."""


@dataclass(frozen=True, slots=True)
class GeneratedLedger:
    """All buyers by key, and who has paid from which account so far."""

    buyers: tuple[Buyer, ...]
    paid_from: dict[str, tuple[tuple[int, float], ...]]


def generate_ledger(customers: int, invoices: int, seed: int) -> GeneratedLedger:
    """So many customers with so many open invoices; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - the same for the same seed
    buyers = tuple(_buyer(key, chance) for key in range(customers))
    serial = 100_000
    for place in range(invoices):
        # Some buy much, most little; everybody has something.
        buyer = buyers[place] if place < customers else buyers[int(customers * chance.random() ** 1.6)]
        serial += 1
        _bill(buyer, serial, chance)
    for buyer in buyers:
        for _ in range(chance.randint(1, 4)):
            serial += 1
            buyer.settled.append((_number(serial), _amount(chance)))
        order = sorted(range(len(buyer.debts)), key=lambda at, debts=buyer.debts: debts[at].due)  # type: ignore[misc]
        buyer.debts[:] = [buyer.debts[at] for at in order]
        buyer.numbers[:] = [buyer.numbers[at] for at in order]
    return GeneratedLedger(buyers, _payers(buyers, chance))


def _buyer(key: int, chance: random.Random) -> Buyer:
    name = f"{chance.choice(FIRST)} {chance.choice(TRADE)}{chance.choice(PLACE)} {chance.choice(FORM)}"
    accounts = tuple(f"DE{chance.randrange(10**20):020d}" for _ in range(1 + (chance.random() < 0.2)))
    known = tuple([account for account in accounts if chance.random() < 0.8])
    return Buyer(key, f"C-{40_000 + key * 7 % 900_001}", name, accounts, known)


def _bill(buyer: Buyer, serial: int, chance: random.Random) -> None:
    is_subscription = buyer.debts and chance.random() < 0.12
    amount = chance.choice(buyer.debts).open if is_subscription else _amount(chance)
    due = DAY + chance.randint(-90, 40)
    discount = lapsed = 0
    if buyer.key % 5 == 0:
        if due > DAY + 18:
            discount = amount // 50
        else:
            lapsed = amount // 50
    buyer.debts.append(Debt(serial, amount, due, discount, lapsed))
    buyer.numbers.append(_number(serial))


def _amount(chance: random.Random) -> int:
    amount = int(chance.lognormvariate(11.0, 1.3))
    # Every fifth amount is a plain one: hours, flat rates.
    return max(amount // 5_000 * 5_000, 5_000) if chance.random() < 0.2 else max(amount, 500)


def _number(serial: int) -> str:
    return f"RE-2026-{serial:07d}"


def _payers(buyers: tuple[Buyer, ...], chance: random.Random) -> dict[str, tuple[tuple[int, float], ...]]:
    paid: dict[str, tuple[tuple[int, float], ...]] = {}
    for buyer in buyers:
        for account in buyer.known:
            paid[account] = ((buyer.key, 1.0),)
    # A few accounts pay for several: a parent, a factor, a tax adviser.
    for account in [account for account in paid if chance.random() < 0.02]:
        other = chance.choice(buyers)
        paid[account] = ((paid[account][0][0], 0.6), (other.key, 0.4))
    return paid


def normal_numbers(buyer: Buyer) -> list[str]:
    """The numbers of a buyer's debts as they are compared."""
    return [normal_number(number) for number in buyer.numbers]
