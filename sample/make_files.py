"""Write the files of the sample firm anew: the same bytes every time.

Every invoice of a year follows from the customer's row in `firm.py`: how often it buys, how much, and how late
it pays. What looks like chance is a digest of the invoice's own number. The two snapshots and the payments
are then the state of that ledger on two evenings, with a few things that happen in any office.
"""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from firm import CUSTOMERS, HABITS, PRICES_MINOR, Customer

FOLDER = Path(__file__).parent
FIRST_DAY, YESTERDAY, TODAY = date(2025, 12, 1), date(2026, 11, 19), date(2026, 11, 20)
DRAWN_DAYS = 397
"""Orders are drawn somewhat past today and then left out, so that the last days are as busy as the others."""
VAT_PERCENT = 19

# What the customer's habit does not tell, by the position of the invoice among the customer's open ones.
PART_PAID_BEFORE = {("10013", 0): 40, ("10017", 0): 50, ("10005", 1): 30, ("20003", 0): 25, ("30003", 0): 35}
PART_PAID_TODAY = {("10013", 1): 50, ("10029", 0): 40, ("20002", 1): 60}
NEW_DUE_DATE = {("10008", 0): date(2026, 12, 15), ("10019", 0): date(2026, 12, 1)}
RAISED_MINOR = {("10041", 1): 148_75}
PAID_AHEAD = ("10011", 0)
"""This payment is in the bank today, and the other system will know of it tomorrow."""
CREDIT_NOTES = (
    ("10022", "GS-260041", date(2026, 10, 22), 312_97),
    ("10033", "GS-260044", date(2026, 11, 3), 1_071_00),
    ("20005", "GS-260047", date(2026, 11, 9), 245_00),
    ("10037", "GS-260049", date(2026, 11, 20), 586_67),
)
PAID_TWICE = (("10030", "ZE-261102", date(2026, 11, 2), 463_51), ("10048", "ZE-261113", date(2026, 11, 13), 1_210_00))
ON_ACCOUNT = ("10024", "Anzahlung Bühne 2", 5_000_00)


@dataclass(frozen=True, slots=True)
class Invoice:
    customer: Customer
    number: str
    day: date
    due: date
    amount_minor: int
    paid_on: date | None


def draw(what: str, count: int) -> int:
    """A number from 0 to count - 1 that depends on the words alone."""
    return int.from_bytes(hashlib.sha256(what.encode()).digest()[:8]) % count


def weekday_from(day: date) -> date:
    """The day, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def amount_minor(number: str, customer: Customer) -> int:
    """Two or three lines of goods at their prices, with VAT at home only."""
    goods = list(PRICES_MINOR)
    net = 0
    for line in range(2 + draw(f"{number} lines", 2)):
        good = goods[draw(f"{number} good {line}", len(goods))]
        pieces = max(1, round((2 + draw(f"{number} pieces {line}", 19)) * customer.size))
        net += pieces * PRICES_MINOR[good]
    return (net * (100 + VAT_PERCENT) + 50) // 100 if customer.country == "DE" else net


def invoices() -> list[Invoice]:
    """Every invoice of the year in the order of its day, numbered without a gap."""
    orders = []
    for customer in CUSTOMERS:
        count = round(customer.invoices_a_month * DRAWN_DAYS / 30)
        step = DRAWN_DAYS / count
        for position in range(count):
            shift = draw(f"{customer.number} order {position}", max(1, int(step)))
            day = weekday_from(FIRST_DAY + timedelta(days=int(position * step) + shift))
            if day <= TODAY and day.isoformat() < HABITS[customer.habit].stopped_on:
                orders.append((day, customer.number, customer))
    result = []
    for position, (day, _, customer) in enumerate(sorted(orders, key=lambda order: order[:2])):
        number = f"RE-{day:%y}{10_001 + position}"
        due = day + timedelta(days=customer.terms_days)
        result.append(
            Invoice(customer, number, day, due, amount_minor(number, customer), paid_on(number, due, customer))
        )
    return result


def paid_on(number: str, due: date, customer: Customer) -> date | None:
    """When the customer pays by its habit; None where it will not."""
    habit = HABITS[customer.habit]
    late = habit.soonest_days + draw(f"{number} paid", habit.latest_days - habit.soonest_days + 1)
    day = weekday_from(due + timedelta(days=late))
    return None if day.isoformat() >= habit.stopped_on else day


def german(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def decimal_comma(minor: int) -> str:
    """1.234,56"""
    digits = f"{abs(minor) // 100:,}".replace(",", ".") + f",{abs(minor) % 100:02d}"
    return f"-{digits}" if minor < 0 else digits


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (FOLDER / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def customer_rows() -> Iterable[Sequence[str]]:
    for each in CUSTOMERS:
        yield (
            each.number, each.name, each.parent, each.street, each.postal_code, each.city, each.country,
            each.currency, str(each.terms_days), each.language, each.contact, each.mail, each.phone,
        )  # fmt: skip


def history_rows(ledger: Iterable[Invoice]) -> Iterable[Sequence[str]]:
    """What was settled before the first snapshot, each with the day of its payment."""
    for each in ledger:
        if each.paid_on is not None and each.paid_on < YESTERDAY:
            yield (
                each.customer.number, each.number, german(each.day), german(each.due), each.customer.currency,
                decimal_comma(each.amount_minor), german(each.paid_on),
            )  # fmt: skip


def open_rows(ledger: Sequence[Invoice], day: date) -> Iterable[Sequence[str]]:
    """What the other system lists as open on the evening of a day."""
    positions = positions_of_open(ledger)
    for each in ledger:
        if each.day > day or (each.paid_on is not None and each.paid_on <= day):
            continue
        place = positions.get(each.number)
        amount, due = each.amount_minor, each.due
        is_open = amount - amount * PART_PAID_BEFORE.get(place, 0) // 100
        if day == TODAY:
            is_open -= amount * PART_PAID_TODAY.get(place, 0) // 100
            is_open += RAISED_MINOR.get(place, 0)
            amount += RAISED_MINOR.get(place, 0)
            due = NEW_DUE_DATE.get(place, due)
        yield open_row("Rechnung", each.customer, each.number, each.day, due, amount, is_open)
    by_number = {each.number: each for each in CUSTOMERS}
    for number, document, made_on, minor in CREDIT_NOTES:
        if made_on <= day:
            yield open_row("Gutschrift", by_number[number], document, made_on, made_on, -minor, -minor)
    for number, document, made_on, minor in PAID_TWICE:
        yield open_row("Zahlung", by_number[number], document, made_on, made_on, -minor, -minor)


def open_row(
    kind: str, customer: Customer, document: str, day: date, due: date, amount: int, is_open: int
) -> Sequence[str]:
    return (
        customer.number, customer.name, kind, document, german(day), german(due), customer.currency,
        decimal_comma(amount), decimal_comma(is_open),
    )  # fmt: skip


def positions_of_open(ledger: Sequence[Invoice]) -> dict[str, tuple[str, int]]:
    """The invoices that stay open beyond today, numbered per customer from the oldest."""
    counts: dict[str, int] = {}
    positions = {}
    for each in ledger:
        if each.paid_on is None or each.paid_on > TODAY:
            position = counts.get(each.customer.number, 0)
            counts[each.customer.number] = position + 1
            positions[each.number] = (each.customer.number, position)
    return positions


def payment_rows(ledger: Sequence[Invoice]) -> Iterable[Sequence[str]]:
    """The bank's view of today: who paid what, one customer two invoices at once, one without saying what for."""
    positions = positions_of_open(ledger)
    for each in ledger:
        place = positions.get(each.number)
        if each.paid_on == TODAY or place == PAID_AHEAD:
            amount = each.amount_minor
        elif place in PART_PAID_TODAY:
            amount = each.amount_minor * PART_PAID_TODAY[place] // 100
        else:
            continue
        yield payment_row(each.customer.number, amount, each.customer.currency, each.number)
    number, words, minor = ON_ACCOUNT
    yield (number, german(TODAY), decimal_comma(minor), "EUR", "", f"BK-1120-{number}", words)


def payment_row(number: str, minor: int, currency: str, invoice: str) -> Sequence[str]:
    return (number, german(TODAY), decimal_comma(minor), currency, invoice, f"BK-1120-{number}", invoice)


def main() -> None:
    ledger = invoices()
    write(
        "customers.csv",
        ("Kundennummer", "Name", "Konzernnummer", "Straße", "PLZ", "Ort", "Land", "Währung", "Zahlungsziel Tage",
         "Sprache", "Ansprechpartner", "E-Mail-Adresse", "Telefon"),
        customer_rows(),
    )  # fmt: skip
    write(
        "history.csv",
        ("Kundennummer", "Rechnungsnummer", "Rechnungsdatum", "Fälligkeitsdatum", "Währung", "Rechnungsbetrag",
         "Ausgleichsdatum"),
        history_rows(ledger),
    )  # fmt: skip
    for day in (YESTERDAY, TODAY):
        write(
            f"open-items-{day}.csv",
            ("Kundennummer", "Kunde", "Belegart", "Rechnungsnummer", "Rechnungsdatum", "Fälligkeitsdatum", "Währung",
             "Rechnungsbetrag", "offener Betrag"),
            open_rows(ledger, day),
        )  # fmt: skip
    write(
        f"payments-{TODAY}.csv",
        ("Kundennummer", "Zahlungsdatum", "Zahlungsbetrag", "Währung", "Rechnungsnummer", "Zahlungsreferenz",
         "Verwendungszweck"),
        payment_rows(ledger),
    )  # fmt: skip


if __name__ == "__main__":
    main()
