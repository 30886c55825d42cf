"""People who click through the console at the same time: `python -m tests.performance.load`, p95 by page.

Starts a PostgreSQL of its own and `openbill serve`, fills a firm, and lets each person do what a team does in the day:
look, search, record a payment, take its allocation back. Any answer that is none of 200 and 302 ends it with an error.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from http.client import HTTPConnection
from urllib.parse import quote, urlencode

from tests.performance.server import own_server

THINK_SECONDS = (1.0, 3.0)
PORT = 8765
MIX = (
    ("home", 4), ("customers", 3), ("customer", 5), ("search", 4), ("invoices", 2), ("items", 3), ("aging", 2),
    ("payment and undo", 3), ("tasks", 2), ("outbox", 1),
)  # fmt: skip
SEARCHES = ("Mueler", "Maier Bau", "Hofman", "R0000213", "C0012", "Zimer")


class Person(threading.Thread):
    """Somebody who is signed in and clicks until the time is over."""

    def __init__(self, session: str, things: dict[str, list[str]], until: float, seed: int) -> None:
        super().__init__()
        self.session, self.things, self.until = session, things, until
        self.chance = random.Random(seed)
        self.times: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.token = ""

    def run(self) -> None:
        time.sleep(self.chance.uniform(0, THINK_SECONDS[1]))
        names, weights = zip(*MIX, strict=True)
        while time.monotonic() < self.until and not self.errors:
            name = self.chance.choices(names, weights)[0]
            try:
                self._do(name)
            except (OSError, AssertionError, AttributeError) as error:
                self.errors.append(f"{name}: {type(error).__name__}: {error}")
            time.sleep(self.chance.uniform(*THINK_SECONDS))

    def _do(self, name: str) -> None:
        customer, item = (self.chance.choice(self.things[kind]) for kind in ("customers", "items"))
        if name == "payment and undo":
            self._record_a_payment(customer)
            return
        addresses = {
            "home": "/",
            "customers": "/customers?q=ba",
            "customer": f"/customers/{customer}",
            "search": f"/find?q={quote(self.chance.choice(SEARCHES))}",
            "items": f"/items/{item}",
        }
        self._ask(name, addresses.get(name, f"/{name}"))

    def _record_a_payment(self, customer: str) -> None:
        page = self._ask("form of a payment", f"/payments/new?customer={customer}")
        form = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page))
        form |= {
            "customer": customer,
            "amount": "1.00",
            "currency": "EUR",
            "received_date": time.strftime("%Y-%m-%d"),
            "method": "bank_transfer",
            "spread": "oldest_first",
            # Somebody else has often recorded the same for this customer on this day.
            "is_another": "on",
        }
        where = self._send("record a payment", f"/payments/new?customer={customer}", form)
        payment = self._ask("payment", where)
        undo = re.search(r'name="allocation" value="([0-9a-f-]+)"', payment)
        if undo:
            self._send("undo", "/allocations/undo", {"allocation": undo[1], "reason": "A slip."})

    def _ask(self, name: str, address: str) -> str:
        return self._exchange(name, "GET", address, None)[0]

    def _send(self, name: str, address: str, form: dict[str, str]) -> str:
        """Send a form; where the answer leads."""
        text, where = self._exchange(name, "POST", address, urlencode(form | {"csrfmiddlewaretoken": self.token}))
        assert where, f"{address} was not accepted: {re.sub('<[^>]+>|[ ]+', ' ', text)[:400]}"
        return where

    def _exchange(self, name: str, method: str, address: str, body: str | None) -> tuple[str, str]:
        connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
        cookies = f"openbill_session={self.session}; openbill_form={self.token}"
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        started = time.perf_counter()
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        self.times[name].append((time.perf_counter() - started) * 1000)
        assert answer.status in (200, 302), f"{address} was answered with {answer.status}"
        set_cookie = re.search(r"openbill_form=([A-Za-z0-9]+)", " ".join(answer.headers.get_all("Set-Cookie") or []))
        if set_cookie:
            self.token = set_cookie[1]
        where = answer.headers.get("Location") or answer.headers.get("HX-Redirect") or ""
        assert "/sign-in" not in where, "The session does not hold."
        connection.close()
        return text, where


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.performance.load")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--items", type=int, default=100_000)
    asked = parser.parse_args()
    with own_server():
        sessions, things = _prepare(asked.items, asked.people)
        server = subprocess.Popen(
            [sys.executable, "-m", "openbill.cli.main", "serve", "--listen", f"127.0.0.1:{PORT}"], env=dict(os.environ)
        )
        try:
            _wait_until_ready(server)
            until = time.monotonic() + asked.minutes * 60
            people = [Person(session, things, until, seed) for seed, session in enumerate(sessions)]
            for person in people:
                person.start()
            for person in people:
                person.join()
        finally:
            server.terminate()
            server.wait(timeout=60)
    return _told(people)


def _prepare(items: int, people: int) -> tuple[list[str], dict[str, list[str]]]:
    """A firm, a session for each person in it, and some of its customers and items."""
    from django.db import connection
    from tests.performance.bench_console import firm_of
    from tests.performance.large_firm import a_large_firm
    from tests.support.web import at_work

    from openbill.foundation.tenancy import scope

    firm = firm_of(a_large_firm(items, items // 10))
    sessions = [at_work(firm).cookies["openbill_session"].value for _ in range(people)]
    things = {}
    with scope(firm.id), connection.cursor() as cursor:
        for kind, column in (("customers", "customer_id"), ("items", "id")):
            cursor.execute(
                f"SELECT {column}::text FROM open_item WHERE organization_id = %s AND open_minor > 0"
                " AND side = 'debit' LIMIT 500",
                [firm.id],
            )
            things[kind] = [row[0] for row in cursor.fetchall()]
    return sessions, things


def _wait_until_ready(server: "subprocess.Popen[bytes]") -> None:
    for _ in range(120):
        assert server.poll() is None, "The server ended."
        try:
            connection = HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise TimeoutError("The server was not ready within a minute.")


def _told(people: list[Person]) -> int:
    """Print what was measured; 1 where anybody met an error."""
    times: dict[str, list[float]] = defaultdict(list)
    for person in people:
        for name, some in person.times.items():
            times[name] += some
    for name, some in sorted(times.items()):
        ordered = sorted(some)
        p50, p95 = (ordered[int((len(ordered) - 1) * part)] for part in (0.5, 0.95))
        print(f"{name:<24} {len(some):>7} answers  p50 {p50:>8,.0f} ms  p95 {p95:>8,.0f} ms", flush=True)
    errors = [error for person in people for error in person.errors]
    print(f"{sum(map(len, times.values()))} answers, {len(errors)} errors", *errors[:10], sep="\n")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
