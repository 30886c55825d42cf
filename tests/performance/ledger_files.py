"""Files of any size for the bench: invoices, and payments for most of them; the same for the same seed."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

FIRST_DAY = date(2024, 11, 1)


def write_invoices(path: Path, count: int, *, customers: int) -> None:
    """Invoices of two years over so many customers, in one currency."""
    chance = random.Random(1)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("customer number", "customer name", "invoice number", "invoice date", "due date", "amount"))
        for number in range(count):
            customer = chance.randrange(customers)
            issued = FIRST_DAY + timedelta(days=chance.randrange(700))
            amount = f"{chance.randrange(1_000, 5_000_000) / 100:.2f}"
            due = issued + timedelta(days=30)
            rows.writerow((f"C{customer:06}", f"Customer {customer}", f"R{number:07}", issued, due, amount))


def write_payments(path: Path, invoices: Path, count: int) -> None:
    """Whole payments of the first so many invoices, each with a reference of its own."""
    chance = random.Random(2)
    with invoices.open(encoding="utf-8") as source, path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("payment reference", "payment date", "customer number", "amount", "invoice number"))
        for number, row in zip(range(count), csv.DictReader(source), strict=False):
            paid = date.fromisoformat(row["due date"]) + timedelta(days=chance.randrange(-15, 60))
            rows.writerow((f"P{number:07}", paid, row["customer number"], row["amount"], row["invoice number"]))
