"""Commands side by side: in order, over several connections, and ended cleanly."""

import sys
import threading
import time

import pytest
from django.db import connection, transaction

from openbill.foundation import side_by_side as module
from openbill.foundation.side_by_side import side_by_side


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch):
    monkeypatch.setattr(module, "cores", lambda: 2)


def _backend(_part=None):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def _both_at_once():
    """An act of which the first two end only when both have begun."""
    met = threading.Barrier(2, timeout=30)

    def act(part):
        if part < 2:
            met.wait()
        return _backend()

    return act


def test_answers_come_in_the_order_of_the_parts():
    assert list(side_by_side(lambda part: part * part, range(20))) == [part * part for part in range(20)]


def test_two_lanes_have_a_connection_each_and_leave_none_behind():
    backends = list(side_by_side(_both_at_once(), range(6)))
    assert len(set(backends)) == 2
    assert _backend() not in backends
    with connection.cursor() as cursor:
        # A backend is gone a moment after its client.
        for _ in range(200):
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = ANY(%s)", [backends])
            row = cursor.fetchone()
            if row == (0,):
                break
            cursor.execute("SELECT pg_sleep(0.02)")
    assert row == (0,)


def test_inside_a_transaction_all_is_done_by_its_own_connection():
    with transaction.atomic():
        assert set(side_by_side(_backend, range(4))) == {_backend()}


def test_a_single_part_is_done_here():
    assert list(side_by_side(_backend, [1])) == [_backend()]


def test_after_a_failure_no_part_is_begun_any_more():
    begun = []

    def act(part):
        begun.append(part)
        if part == 3:
            raise LookupError("the fourth")
        if part > 3:
            time.sleep(0.01)
        return _backend()

    usual = sys.getswitchinterval()
    answers = side_by_side(act, range(1_000))
    assert len([next(answers) for _ in range(3)]) == 3
    with pytest.raises(LookupError, match="the fourth"):
        next(answers)
    assert len(begun) < 1_000
    assert sys.getswitchinterval() == usual
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("side-by-side")]
