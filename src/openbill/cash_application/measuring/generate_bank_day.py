"""Lines of bank statements as banks deliver them, each with the truth about it."""

import random
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from openbill.cash_application.measuring.generate_ledger import DAY, Buyer, GeneratedLedger
from openbill.cash_application.policies.match_line import Receipt


class Paid(StrEnum):
    """What somebody pays."""

    SINGLE = "single"
    FEW = "few"
    MANY = "many"
    STATEMENT = "statement"
    DISCOUNT = "discount"
    FEE = "fee"
    DEDUCTION = "deduction"
    PARTIAL = "partial"
    OVER = "over"
    PAID_BEFORE = "paid_before"
    NOT_AR = "not_ar"


class Told(StrEnum):
    """How somebody names it."""

    CLEAN = "clean"
    TYPO = "typo"
    TRUNCATED = "truncated"
    CUSTOMER_NUMBER = "customer_number"
    NOTHING = "nothing"


PAID = {
    Paid.SINGLE: 0.50, Paid.FEW: 0.22, Paid.MANY: 0.08, Paid.STATEMENT: 0.04, Paid.DISCOUNT: 0.02, Paid.FEE: 0.012,
    Paid.DEDUCTION: 0.018, Paid.PARTIAL: 0.02, Paid.OVER: 0.01, Paid.PAID_BEFORE: 0.03, Paid.NOT_AR: 0.05,
}  # fmt: skip
"""The mixture of a bank day, by share of the lines."""

TOLD = {
    Told.CLEAN: 0.605, Told.TYPO: 0.075, Told.TRUNCATED: 0.05, Told.CUSTOMER_NUMBER: 0.06, Told.NOTHING: 0.21,
}  # fmt: skip
"""How the lines name what they pay, by share."""

LONGEST_TEXT = 140
NOT_CUSTOMERS = (
    "Finanzamt Mitte", "AOK Nordost", "Stadtwerke", "Bundesagentur", "Zinsen", "Eigene Umbuchung", "Amazon EU",
    "Telekom", "Versicherung Erstattung", "Lohn Rückläufer",
)  # fmt: skip


class BankLine(NamedTuple):
    """A receipt, and what is true of it: who paid, and which debts (serials) with how much of each."""

    receipt: Receipt
    paid: Paid
    told: Told
    customer: int | None
    settles: dict[int, int]


def generate_bank_day(
    ledger: GeneratedLedger, lines: int, seed: int, *, is_settled_by: bool = False
) -> Iterator[BankLine]:
    """So many lines; the same for the same seed.

    Each is judged by itself, and debts stay open for the next one; but where lines are posted one after the other
    (`is_settled_by`) each takes the debts that it pays out of the ledger.
    """
    chance = random.Random(seed)  # noqa: S311 - the same for the same seed
    kinds, shares = list(PAID), list(PAID.values())
    ways, weights = list(TOLD), list(TOLD.values())
    for _ in range(lines):
        paid = chance.choices(kinds, shares)[0]
        line = _line(ledger, paid, chance.choices(ways, weights)[0], chance)
        if is_settled_by and line.customer is not None:
            _settle(ledger.buyers[line.customer], line)
        yield line


def _settle(buyer: Buyer, line: BankLine) -> None:
    """What is settled in part is as good as gone: nobody pays a rest of it on the same day."""
    kept = [place for place, debt in enumerate(buyer.debts) if debt.key not in line.settles]
    buyer.debts[:] = [buyer.debts[place] for place in kept]
    buyer.numbers[:] = [buyer.numbers[place] for place in kept]


def _line(ledger: GeneratedLedger, paid: Paid, told: Told, chance: random.Random) -> BankLine:
    if paid is Paid.NOT_AR:
        return _not_ar(ledger, told, chance)
    for _ in range(50):
        # Who buys more pays more often.
        buyer = ledger.buyers[int(len(ledger.buyers) * chance.random() ** 1.6)]
        made = _of(buyer, paid, chance)
        if made:
            amount, settles, numbers = made
            text = _text(buyer, numbers, told, paid, chance)
            return BankLine(_receipt(buyer, amount, text, chance), paid, told, buyer.key, settles)
    return _line(ledger, Paid.SINGLE, told, chance)


def _of(buyer: Buyer, paid: Paid, chance: random.Random) -> tuple[int, dict[int, int], list[str]] | None:
    """What comes in, the part of each debt that it settles, and the numbers that its payer would write."""
    debts = buyer.debts
    if paid is Paid.PAID_BEFORE:
        number, amount = chance.choice(buyer.settled)
        return amount, {}, [number]
    places = _places(buyer, paid, chance)
    if not places:
        return None
    numbers = [buyer.numbers[place] for place in places]
    full = {debts[place].key: debts[place].open for place in places}
    total = sum(full.values())
    if paid is Paid.DISCOUNT:
        return total - sum(debts[place].discount for place in places), full, numbers
    if paid is Paid.FEE:
        fee = chance.choice((500, 750, 1_000, 1_250, 1_500))
        return (total - fee, full, numbers) if fee * 50 <= total else None
    if paid in (Paid.PARTIAL, Paid.DEDUCTION):
        share = chance.uniform(0.3, 0.7) if paid is Paid.PARTIAL else chance.uniform(0.75, 0.97)
        amount = round(total * share) if paid is Paid.DEDUCTION else max(round(total * share) // 1_000 * 1_000, 100)
        first = next(iter(full))
        return (amount, {first: amount}, numbers) if len(full) == 1 and amount < total else None
    if paid is Paid.OVER:
        return total + chance.choice((100, 1_000, 2_550, 10_000)), full, numbers
    return total, full, numbers


def _places(buyer: Buyer, paid: Paid, chance: random.Random) -> list[int]:
    debts = buyer.debts
    if paid is Paid.STATEMENT:
        due = [place for place, debt in enumerate(debts) if debt.due <= DAY]
        return due if len(due) > 1 else []
    if paid is Paid.DISCOUNT:
        return [place for place, debt in enumerate(debts) if debt.discount][:1]
    few, many = {Paid.FEW: (2, 5), Paid.MANY: (6, 30)}.get(paid, (1, 1))
    if len(debts) < few:
        return []
    count = chance.randint(few, min(many, len(debts)))
    if count == 1:
        # The oldest first, as a rule.
        return [min(int(len(debts) * chance.random() ** 2), len(debts) - 1)]
    if chance.random() < 0.7:
        # A payment run: what is due from a day to a day.
        start = 0 if chance.random() < 0.7 else chance.randint(0, len(debts) - count)
        return list(range(start, start + count))
    return sorted(chance.sample(range(len(debts)), count))


def _text(buyer: Buyer, numbers: list[str], told: Told, paid: Paid, chance: random.Random) -> str:
    if told is Told.NOTHING and paid is not Paid.PAID_BEFORE:
        return chance.choice(("", "Zahlung", "Überweisung", "Vielen Dank", "Rechnung", "payment", "Ihre Lieferung"))
    if told is Told.CUSTOMER_NUMBER and paid is not Paid.PAID_BEFORE:
        return chance.choice(("KD {}", "Kundennr. {}", "Kunde {} Zahlung", "{}")).format(buyer.number)
    written = [_written(number, chance) for number in numbers]
    if told is Told.TYPO:
        wrong = chance.randrange(len(written))
        written[wrong] = _mistyped(written[wrong], chance)
    before = chance.choice(("", "RNR ", "Rechnung ", "Inv. ", "RG-NR ", "EREF+ZV SVWZ+"))
    after = chance.choice(("", "", f" KD {buyer.number}", " vom 12.03.2026", " Danke"))
    text = before + chance.choice((" ", ", ", " + ", "/", ",")).join(written) + after
    if told is Told.TRUNCATED:
        text = text[: max(len(before) + 9, len(text) - chance.randint(3, 25))]
    return text[:LONGEST_TEXT]


def _written(number: str, chance: random.Random) -> str:
    serial = number.rpartition("-")[2]
    return chance.choices(
        (number, number.replace("-", ""), number.replace("-", " "), serial, serial.lstrip("0"), number.lower()),
        (50, 15, 8, 10, 10, 7),
    )[0]


def _mistyped(text: str, chance: random.Random) -> str:
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    place = chance.choice(places[-6:])
    act = chance.randrange(3)
    if act == 0:
        other = chance.choice([digit for digit in "0123456789" if digit != text[place]])
        return text[:place] + other + text[place + 1 :]
    if act == 1:
        return text[:place] + text[place + 1 :]
    if place + 1 < len(text) and text[place + 1] != text[place]:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text[:place] + text[place] + text[place:]


def _receipt(buyer: Buyer, amount: int, text: str, chance: random.Random) -> Receipt:
    name = buyer.name
    if chance.random() < 0.06:
        # Somebody else pays for them: a parent, a partner.
        name = f"{chance.choice(('Petra', 'Jens', 'Ute', 'Ali'))} {chance.choice(('Kurz', 'Lang'))}"
    elif chance.random() < 0.5:
        name = name.upper().replace("Ä", "AE").replace("Ö", "OE").replace("Ü", "UE")
    if chance.random() < 0.3:
        name = name[:27]
    return Receipt(amount, DAY, text, (), name, chance.choice(buyer.accounts))


def _not_ar(ledger: GeneratedLedger, told: Told, chance: random.Random) -> BankLine:
    """Money from others: also amounts that somebody owes, and numbers of the same shape."""
    amount = int(chance.lognormvariate(10.5, 1.4)) + 1
    if chance.random() < 0.2:
        buyer = chance.choice(ledger.buyers)
        amount = chance.choice(buyer.debts).open if buyer.debts else amount
    text = chance.choice(("Erstattung {}", "St.Nr. {}", "Vertrag {}", "Ref {}", "")).format(
        chance.choice((chance.randrange(10**7), chance.randrange(10**10), f"2026-{chance.randrange(10**5)}"))
    )
    account = f"DE{chance.randrange(10**20):020d}"
    receipt = Receipt(amount, DAY, text, (), chance.choice(NOT_CUSTOMERS), account)
    return BankLine(receipt, Paid.NOT_AR, told, None, {})
