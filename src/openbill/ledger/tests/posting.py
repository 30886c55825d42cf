"""Ways into the books for tests: an act inside a command, bare entries, a second connection."""

import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

import psycopg
from django.conf import settings
from django.db import connection

from openbill.customers.models import Customer
from openbill.foundation import clock
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.ledger.commands.ensure_periods import ensure_periods
from openbill.ledger.commands.post_entries import Postings, post_entries
from openbill.primitives.identifiers import new_identifier

_act: ContextVar[Callable[[Context], object]] = ContextVar("act_of_a_test")


@command(permission="ledger.view")
def act_for_a_test(*, context: Context) -> None:
    """Do what a test wants done inside of a command."""
    _act.get()(context)


def inside_a_command(organization, act):
    """Run act(context) as a command of the organization does, and give back what it returned."""
    answers = []
    token = _act.set(lambda context: answers.append(act(context)))
    try:
        act_for_a_test(context=organization.context())
    finally:
        _act.reset(token)
    return answers[0]


def line(role, amount, *, currency="EUR", functional=None, customer=None):
    return role, currency, amount, amount if functional is None else functional, customer


def post(organization, *lines, on="2026-01-15", kind="manual", source_id=None, periods=True, entity=None):
    """Post one entry and return its identifier."""
    return inside_a_command(
        organization,
        lambda context: post_inside(
            context,
            entity or organization.legal_entity_id,
            *lines,
            on=on,
            kind=kind,
            source_id=source_id,
            periods=periods,
        ),
    )


def post_inside(context, legal_entity_id, *lines, on, kind="manual", source_id=None, periods=True):
    posting_date = date.fromisoformat(on)
    entry_id = new_identifier()
    if periods:
        ensure_periods(legal_entity_id, [posting_date], context=context)
    roles, currencies, amounts, values, customers = zip(*lines, strict=True)
    post_entries(
        Postings(
            """(SELECT %(entry)s::uuid AS entry_id, %(legal_entity)s::uuid AS legal_entity_id,
                       %(day)s::date AS posting_date, %(kind)s::text AS kind, %(source)s::uuid AS source_id,
                       NULL::uuid AS reverses_id, line.*
                FROM (SELECT number::smallint AS number, account_role, customer_id, currency, amount_minor,
                             functional_minor
                      FROM unnest(%(roles)s::text[], %(customers)s::uuid[], %(currencies)s::text[],
                                  %(amounts)s::bigint[], %(values)s::bigint[]) WITH ORDINALITY
                           AS given (account_role, customer_id, currency, amount_minor, functional_minor,
                                     number)
                     ) AS line)""",
            {
                "entry": entry_id,
                "legal_entity": legal_entity_id,
                "day": posting_date,
                "kind": kind,
                "source": source_id or entry_id,
                "roles": list(roles),
                "currencies": list(currencies),
                "amounts": list(amounts),
                "values": list(values),
                "customers": list(customers),
            },
        ),
        context=context,
    )
    return entry_id


def sale(amount, **options):
    """The lines of a sale on account that needs no customer."""
    return line("bank", amount, **options), line("revenue", -amount, **options)


def count_of(organization, table):
    with scope(organization.id), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE organization_id = %s", [organization.id])
        return cursor.fetchone()[0]


@contextmanager
def as_role(alias):
    """A connection of the owner, or of the superuser who may switch triggers off, outside of Django."""
    own = settings.DATABASES["default"]
    user = "postgres" if alias == "superuser" else settings.DATABASE_ROLES[alias]
    with psycopg.connect(
        host=own["HOST"], port=own["PORT"] or None, dbname=own["NAME"], user=user, autocommit=True
    ) as opened:
        yield opened


@contextmanager
def guards_switched_off():
    """What a fault, or a hand in the database, could do: no trigger and no foreign key holds."""
    with as_role("superuser") as opened:
        opened.execute("SET session_replication_role = replica")
        yield opened


class InAThread:
    """An act in a thread with a database connection of its own."""

    def __init__(self, act):
        self.answer = None
        self.error = None
        self.backend = None
        self._connected = threading.Event()
        self._thread = threading.Thread(target=self._run, args=[act], daemon=True)
        self._thread.start()
        assert self._connected.wait(10)

    def _run(self, act):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.backend = cursor.fetchone()[0]
            self._connected.set()
            self.answer = act()
        except Exception as error:
            self.error = error
        finally:
            connection.close()

    def finish(self):
        """Wait for the end, and answer or raise what the act did."""
        self._thread.join(30)
        assert not self._thread.is_alive(), "The act still waits."
        if self.error is not None:
            raise self.error
        return self.answer

    def wait_until_it_waits(self):
        """Come back once the act waits for a lock of somebody else."""
        with as_role("superuser") as opened:
            for _ in range(500):
                (blockers,) = opened.execute("SELECT pg_blocking_pids(%s)", [self.backend]).fetchone()
                if blockers:
                    return
                assert self._thread.is_alive(), f"The act did not wait: {self.error or self.answer}"
                time.sleep(0.01)
        raise AssertionError("The act does not wait for anybody.")


def a_customer_numbered(organization, number, name="Anna Ltd"):
    """A customer, by its number."""
    with scope(organization.id):
        return Customer.objects.create(
            organization_id=organization.id,
            number=number,
            name=name,
            created_at=clock.now(),
            command_id=new_identifier(),
        ).id
