"""Make up customers."""

import random
import unicodedata

from openbill.demo.names import CITIES, FAMILIES, FIRST_NAMES, TRADES
from openbill.demo.types import Buyer, Country, Habit

_COUNTRIES: tuple[Country, ...] = ("DE",) * 5 + ("GB",) * 3 + ("US",) * 2
_HABITS = (Habit.PROMPT,) * 7 + (Habit.USUAL,) * 8 + (Habit.CHRONIC,) * 3 + (Habit.IN_PARTS,) + (Habit.TROUBLED,)
_CURRENCIES: dict[Country, str] = {"DE": "EUR", "GB": "GBP", "US": "USD"}
_TAXES: dict[Country, str] = {"DE": "DE19", "GB": "GB20", "US": "EXPORT"}
_FIRST_NUMBERS: dict[Country, int] = {"DE": 10_001, "GB": 20_001, "US": 30_001}


def make_buyers(count: int, chance: random.Random) -> tuple[Buyer, ...]:
    """So many customers in three countries; no two have one name."""
    numbers = dict(_FIRST_NUMBERS)
    names: set[str] = set()
    buyers = []
    for position in range(count):
        country = _COUNTRIES[position % len(_COUNTRIES)]
        name = _new_name(country, names, chance)
        postal_code, city = chance.choice(CITIES[country])
        person = f"{chance.choice(FIRST_NAMES)} {chance.choice(FAMILIES[country])}"
        buyers.append(
            Buyer(
                number=str(numbers[country]),
                name=name,
                person=person,
                email=f"{_plain(person.split()[1])}@{_plain(name.split()[0])}{numbers[country]}.example",
                country=country,
                postal_code=postal_code,
                city=city,
                entity="UK" if country == "GB" else "MAIN",
                currency=_CURRENCIES[country],
                language="de" if country == "DE" else "en",
                habit=chance.choice(_HABITS),
                terms=chance.choice(("N14", "N30", "N30", "N30", "EOM", "2/10", "3X")),
                tax_code=_TAXES[country],
                weight=chance.choice((1, 1, 2, 3, 5, 9)),
            )
        )
        numbers[country] += 1
    return tuple(buyers)


def _new_name(country: Country, taken: set[str], chance: random.Random) -> str:
    while True:
        families = chance.sample(FAMILIES[country], 2)
        first = families[0] if chance.random() < 0.6 else " & ".join(families)
        name = f"{first} {chance.choice(TRADES[country])}"
        if name not in taken:
            taken.add(name)
            return name


def _plain(text: str) -> str:
    """A word as it may stand in an e-mail address."""
    simple = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return "".join(character for character in simple.lower() if character.isalnum())
