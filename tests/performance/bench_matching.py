"""Matching over the database: `python -m tests.performance.bench_matching`, from bank files to settled debts, by parts.

The ledger and the lines are those of `openbill bench matching`, but each line is posted before the next, so every
debt is paid once. The items are written past the guards, as those of the other benches are.
"""

import argparse
import gc
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unittest.mock import patch
from uuid import UUID

import psycopg
from django.db import connection
from tests.performance.figures import Figure
from tests.performance.server import own_server, url

from openbill.cash_application.measuring.bench_matching import SEED, pace_seconds
from openbill.cash_application.measuring.generate_bank_day import BankLine, Paid, Told, generate_bank_day
from openbill.cash_application.measuring.generate_ledger import DAY, GeneratedLedger, generate_ledger
from openbill.cash_application.policies.choose_threshold import BOLDEST, TARGET_PRECISION, wilson_lower_bound
from openbill.primitives.identifiers import new_identifier

BOOKED = date(2026, 11, 24)
LINES_OF_FILE = 5_000
LOTS = (500, 5_000)
"""How many lines are asked for at once in the set-based stage; and all of them."""
TIMED = {
    "match_lines": ("receipts_of_lines", "in_transit_alike", "exactly_named"),
    "look_at_lines": ("known_of_receipts", "match_line"),
    "post_as_far_as_possible": ("post_lines",),
}
"""The parts of a round that take time, by the file that calls them."""


@dataclass(slots=True)
class _Firm:
    """A firm with its generated ledger, and the lines that came in, by the reference that the bank gives them."""

    organization_id: UUID
    bank_account_id: UUID
    ledger: GeneratedLedger
    lines: dict[str, BankLine] = field(default_factory=dict)


def bench_matching(
    *, customers: int = 5_000, invoices: int = 100_000, lines: int = 5_000, seed: int = SEED, minutes: float = 60
) -> Iterator[Figure]:
    """Lines of bank files are brought in, looked at and posted for so long at most, and compared with the truth."""
    firm = _a_firm_with(customers, invoices, seed)
    # The generated ledger is the bench's own: a collector that walks its millions of objects is none of the product.
    gc.collect()
    gc.freeze()
    yield Figure("matching: five million additions", pace_seconds(), "s")
    taken = _bring_in(firm, lines, seed)
    yield Figure("matching: bringing in", lines / taken, "lines/s")
    yield from _first_stage(firm)
    seen, rounds, parts, statements = _match(firm, minutes)
    total = sum(rounds)
    yield Figure("matching: lines looked at", seen, "")
    yield Figure("matching: looking at lines and posting", seen / total, "lines/s")
    for name, seconds in parts.most_common():
        yield Figure(f"matching: of this in {name}", 100 * seconds / total, "%")
    yield Figure("matching: statements of a round, at least", min(statements), "")
    yield Figure("matching: statements of a round, at most", max(statements), "")
    yield Figure("matching: a round, at most", max(rounds), "s")
    yield Figure("matching: most memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")
    yield from _compared(firm, seen)
    yield Figure("matching: five million additions, after it", pace_seconds(), "s")


def _a_firm_with(customers: int, invoices: int, seed: int) -> _Firm:
    from tests.performance.bench_import import a_firm
    from tests.support.banking import IBAN

    from openbill.foundation.context import operator_context
    from openbill.organizations.commands.add_bank_account import add_bank_account

    made = a_firm()
    account = add_bank_account(
        legal_entity_id=made.legal_entity_id,
        name="House bank",
        currency="EUR",
        iban=IBAN,
        context=operator_context(made.organization_id),
    )
    ledger = generate_ledger(customers, invoices, seed)
    with psycopg.connect(url("postgres", "openbill_bench")) as superuser:
        superuser.execute("SET session_replication_role = replica")
        row = superuser.execute(
            "SELECT id FROM command_log WHERE organization_id = %s LIMIT 1", [made.organization_id]
        ).fetchone()
        assert row is not None
        with _without_indexes(superuser, "open_item"):
            _write(superuser, ledger, made.organization_id, made.legal_entity_id, row[0])
        superuser.commit()
        superuser.autocommit = True
        superuser.execute("VACUUM ANALYZE open_item, customer, payer_account, discount_offer")
    return _Firm(made.organization_id, account.bank_account_id, ledger)


@contextmanager
def _without_indexes(superuser: psycopg.Connection, table: str) -> Iterator[None]:
    """Make the indexes of a table at the end, all rows at once: with a million rows that takes a fifth of the time."""
    found = superuser.execute(
        """
        SELECT index.indexrelid::regclass::text, pg_get_indexdef(index.indexrelid) FROM pg_index index
        WHERE index.indrelid = %s::regclass
          AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = index.indexrelid)
        """,
        [table],
    ).fetchall()
    for name, _ in found:
        superuser.execute(f"DROP INDEX {name}")
    yield
    superuser.execute("SET LOCAL maintenance_work_mem = '1GB'")
    for _, definition in found:
        superuser.execute(definition)


def _write(
    superuser: psycopg.Connection, ledger: GeneratedLedger, organization_id: UUID, entity_id: UUID, command_id: UUID
) -> None:
    from openbill.customers.policies.normalised_name import normalised_name

    ids = [new_identifier() for _ in ledger.buyers]
    shared: dict[str, Any] = {"organization_id": organization_id, "command_id": command_id}
    _copy(
        superuser,
        "customer",
        {**shared, "is_natural_person": False, "language": "", "time_zone": "", "country": "", "currency": "",
         "vat_number": "", "created_at": BOOKED},
        ("id", "number", "name", "search_name"),
        (
            (ids[buyer.key], buyer.number + (f"-{buyer.key}" if twice else ""), buyer.name, normalised_name(buyer.name))
            for buyer, twice in _numbered_once(ledger)
        ),
    )  # fmt: skip
    offers: list[tuple[UUID, date, date, int]] = []
    _copy(
        superuser,
        "open_item",
        {**shared, "legal_entity_id": entity_id, "side": "debit", "kind": "invoice", "control": "receivable",
         "instalment_number": 1, "reference": "", "document_date": BOOKED, "posting_date": BOOKED, "currency": "EUR",
         "is_valued": True, "disputed_minor": 0, "source": "bench"},
        ("id", "customer_id", "document_number", "external_id", "original_due_date", "due_date", "amount_minor",
         "open_minor", "functional_minor", "open_functional_minor"),
        _items(ledger, ids, offers),
    )  # fmt: skip
    _copy(
        superuser,
        "discount_offer",
        {**shared, "tax_minor": 0},
        ("id", "item_id", "until_date", "last_date", "amount_minor"),
        ((new_identifier(), *offer) for offer in offers),
    )
    _copy(
        superuser,
        "payer_account",
        {"organization_id": organization_id, "corrected": 0, "last_paid_date": date(2026, 1, 31)},
        ("id", "account", "customer_id", "confirmed"),
        (
            (new_identifier(), account, ids[customer], round(10 * share))
            for account, payers in ledger.paid_from.items()
            for customer, share in dict(payers).items()
        ),
    )


def _numbered_once(ledger: GeneratedLedger) -> Iterator[tuple[Any, bool]]:
    """Buyers, and whether an earlier one has the number."""
    seen: set[str] = set()
    for buyer in ledger.buyers:
        yield buyer, buyer.number in seen
        seen.add(buyer.number)


def _items(
    ledger: GeneratedLedger, ids: Sequence[UUID], offers: list[tuple[UUID, date, date, int]]
) -> Iterator[tuple[Any, ...]]:
    """Open items and settled ones; what each offers comes into `offers`."""
    for buyer in ledger.buyers:
        for debt, number in zip(buyer.debts, buyer.numbers, strict=True):
            item_id, due = new_identifier(), date.fromordinal(debt.due - DAY + BOOKED.toordinal())
            yield (
                item_id, ids[buyer.key], number, number, due, due, debt.open, debt.open, debt.open, debt.open
            )  # fmt: skip
            if debt.discount:
                offers.append((item_id, BOOKED, BOOKED, debt.discount))
            elif debt.lapsed_discount:
                before = date(BOOKED.year, 1, 1)
                offers.append((item_id, before, before, debt.lapsed_discount))
        for number, amount in buyer.settled:
            yield new_identifier(), ids[buyer.key], number, number, BOOKED, BOOKED, amount, 0, amount, 0


def _copy(
    superuser: psycopg.Connection,
    table: str,
    shared: dict[str, Any],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    named, same = ", ".join((*shared, *columns)), tuple(shared.values())
    with superuser.cursor().copy(f"COPY {table} ({named}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row((*same, *row))


def _bring_in(firm: _Firm, lines: int, seed: int) -> float:
    """Seconds that importing takes; the files are made beside it, one after the other."""
    from tests.support.banking import a_statement, booking

    from openbill.cash_application.commands.import_statements import import_statements
    from openbill.foundation.context import operator_context

    day = generate_bank_day(firm.ledger, lines, seed + 2, is_settled_by=True)
    taken, balance = 0.0, 0
    while len(firm.lines) < lines:
        bookings, before = [], balance
        for _ in range(min(LINES_OF_FILE, lines - len(firm.lines))):
            line = next(day)
            reference = f"BANK{len(firm.lines):09d}"
            receipt = line.receipt
            firm.lines[reference] = line
            balance += receipt.amount
            bookings.append(
                booking(
                    _euros(receipt.amount), receipt.text, day=BOOKED.isoformat(), reference=reference,
                    name=receipt.payer_name, account=receipt.payer_account,
                )
            )  # fmt: skip
        content = a_statement(
            *bookings, opening=_euros(before), closing=_euros(balance), days=(BOOKED.isoformat(), BOOKED.isoformat())
        )
        started = time.perf_counter()
        import_statements(content=content, file_name=f"{balance}.xml", context=operator_context(firm.organization_id))
        taken += time.perf_counter() - started
    with psycopg.connect(url("postgres", "openbill_bench"), autocommit=True) as superuser:
        superuser.execute("VACUUM ANALYZE bank_line, line_to_do")
    return taken


def _euros(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"


def _first_stage(firm: _Firm) -> Iterator[Figure]:
    """How many lines a second the set-based stage looks at, without posting anything."""
    from openbill.cash_application.models import LineToDo
    from openbill.cash_application.queries.exactly_named import exactly_named
    from openbill.foundation.tenancy import scope

    with scope(firm.organization_id):
        waiting = list(LineToDo.objects.order_by("line_id").values_list("line_id", flat=True))
        for lot in (*LOTS, len(waiting)):
            started = time.perf_counter()
            found = sum(len(exactly_named(waiting[at : at + lot])) for at in range(0, len(waiting), lot))
            taken = time.perf_counter() - started
            yield Figure(f"matching: first stage, {lot:,} lines at once", len(waiting) / taken, "lines/s")
    yield Figure("matching: first stage, found", 100 * found / len(waiting), "%")


def _match(firm: _Firm, minutes: float) -> tuple[int, list[float], Counter[str], list[int]]:
    """How many lines were looked at, the seconds of each round, of its parts in all, and each round's statements."""
    from openbill.cash_application.commands.match_lines import match_lines
    from openbill.foundation.context import operator_context

    rounds: list[float] = []
    parts: Counter[str] = Counter()
    statements: list[int] = []
    seen, until = 0, time.monotonic() + 60 * minutes
    with _timed(parts):
        while time.monotonic() < until:
            counted: list[str] = []

            def count(execute: Callable[..., Any], sql: str, *rest: Any, told: list[str] = counted) -> Any:
                told.append(sql)
                return execute(sql, *rest)

            started = time.perf_counter()
            with connection.execute_wrapper(count):
                done = match_lines(bank_account_id=firm.bank_account_id, context=operator_context(firm.organization_id))
            if not done.seen:
                break
            seen += done.seen
            rounds.append(time.perf_counter() - started)
            statements.append(len(counted))
            if len(rounds) in (1, 3, 10, 50, 150):
                # As autovacuum does on a server that has been up for longer than a minute.
                with psycopg.connect(url("postgres", "openbill_bench"), autocommit=True) as superuser:
                    superuser.execute("ANALYZE")
    return seen, rounds, parts, statements


@contextmanager
def _timed(parts: Counter[str]) -> Iterator[None]:
    """Time the parts of a round, with the threshold of a firm whose history allows the boldest."""
    from openbill.cash_application.commands import match_lines, post_as_far_as_possible
    from openbill.cash_application.queries import look_at_lines

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            started = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                parts[name] += time.perf_counter() - started

        return call

    with ExitStack() as kept:
        for module in (match_lines, look_at_lines, post_as_far_as_possible):
            for name in TIMED[module.__name__.rsplit(".", 1)[1]]:
                kept.enter_context(patch.object(module, name, timed(name, getattr(module, name))))
        kept.enter_context(patch.object(match_lines, "learned_threshold", lambda _target: BOLDEST))
        yield


def _compared(firm: _Firm, lines: int) -> Iterator[Figure]:
    """What was posted beside what is true: the debts by their numbers, equal amounts of which none is named alike."""
    from openbill.foundation.tenancy import scope

    with scope(firm.organization_id), connection.cursor() as cursor:
        cursor.execute(_POSTED)
        posted: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for reference, number, amount in cursor.fetchall():
            posted[reference].append((number, amount))
    wrong: list[BankLine] = []
    for reference, settled in posted.items():
        line = firm.lines[reference]
        truth = [(f"RE-2026-{serial:07d}", minor) for serial, minor in line.settles.items()]
        names_none = line.told in (Told.NOTHING, Told.CUSTOMER_NUMBER)
        is_alike = names_none and sorted(minor for _, minor in truth) == sorted(minor for _, minor in settled)
        if {number for number, _ in truth} != {number for number, _ in settled} and not is_alike:
            wrong.append(line)
    right = len(posted) - len(wrong)
    yield Figure("matching: posted by themselves", 100 * len(posted) / lines, "%", limit=78, is_minimum=True)
    yield Figure("matching: right of those", 100 * right / len(posted), "%")
    lower = wilson_lower_bound(right, len(posted))
    yield Figure("matching: right of those, at least", 100 * lower, "%", limit=100 * TARGET_PRECISION, is_minimum=True)
    for paid in (Paid.NOT_AR, Paid.PAID_BEFORE):
        yield Figure(f"matching: posted, {paid.value}", sum(each.paid is paid for each in wrong), "", limit=0)


_POSTED = """
    SELECT line.bank_reference, item.document_number, item.amount_minor
    FROM line_posting posting
    JOIN bank_line line ON line.organization_id = posting.organization_id AND line.id = posting.line_id
    JOIN line_split split ON split.organization_id = posting.organization_id AND split.posting_id = posting.id
    JOIN payment ON payment.organization_id = split.organization_id AND payment.id = split.payment_id
    JOIN allocation ON allocation.organization_id = payment.organization_id
                   AND allocation.credit_item_id = payment.item_id
    JOIN open_item item ON item.organization_id = allocation.organization_id AND item.id = allocation.debit_item_id
    WHERE posting.is_by_itself AND posting.kind = 'receipt'
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.performance.bench_matching")
    parser.add_argument("--customers", type=int, default=50_000)
    parser.add_argument("--invoices", type=int, default=1_000_000)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--minutes", type=float, default=60, help="match so long at most")
    parser.add_argument("--setting", action="append", default=[], help="of the server, as shared_buffers=2GB")
    asked = parser.parse_args()
    is_kept = True
    with own_server(dict(setting.split("=", 1) for setting in asked.setting)):
        for figure in bench_matching(
            customers=asked.customers,
            invoices=asked.invoices,
            lines=asked.lines,
            seed=asked.seed,
            minutes=asked.minutes,
        ):
            print(figure, flush=True)
            is_kept = is_kept and figure.is_kept
    return 0 if is_kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
