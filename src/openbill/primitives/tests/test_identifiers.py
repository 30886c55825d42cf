"""Identifiers are unique everywhere and rise within a process."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

import pytest

from openbill.primitives import identifiers
from openbill.primitives.identifiers import instant_of, new_identifier, new_identifiers


def test_is_a_uuid_of_version_7_that_carries_its_time():
    before = datetime.now(UTC)
    identifier = new_identifier()

    assert (identifier.version, identifier.variant) == (7, RFC_4122)
    assert abs(instant_of(identifier) - before) < timedelta(seconds=5)


def test_reads_the_example_of_the_standard():
    # RFC 9562, appendix A.6
    assert instant_of(UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")) == datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)


def test_rises_from_one_to_the_next_across_full_counters():
    made = [*new_identifiers(10_000), *(new_identifier() for _ in range(1_000)), *new_identifiers(10_000)]

    assert made == sorted(made)
    assert len(set(made)) == 21_000
    assert {(identifier.version, identifier.variant) for identifier in made} == {(7, RFC_4122)}


def test_rises_while_the_clock_is_set_back(monkeypatch):
    before = new_identifier()
    yesterday = time.time_ns() - 86_400 * 10**9
    monkeypatch.setattr(identifiers.time, "time_ns", lambda: yesterday)

    assert new_identifier() > before


def test_is_unique_and_rising_in_every_thread():
    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(lambda _: [new_identifier() for _ in range(2_000)], range(8)))

    assert all(batch == sorted(batch) for batch in batches)
    assert len({identifier for batch in batches for identifier in batch}) == 16_000


def test_makes_none_when_none_are_asked_for():
    assert new_identifiers(0) == []


def test_another_version_is_a_fault():
    with pytest.raises(AssertionError, match="not a UUID of version 7"):
        instant_of(UUID("2ed6657d-e927-568b-95e1-2665a8aea6a2"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_forked_child_makes_its_own_even_when_the_parent_held_the_lock():
    reader, writer = os.pipe()
    with identifiers._ticks._lock:
        child = os.fork()
        if child == 0:
            signal.alarm(10)
            try:
                os.write(writer, b"".join(identifier.bytes for identifier in new_identifiers(100)))
            finally:
                os._exit(0)
    made_by_parent = {identifier.bytes for identifier in new_identifiers(100)}
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        written = pipe.read()
    assert os.waitpid(child, 0)[1] == 0
    made_by_child = {written[start : start + 16] for start in range(0, len(written), 16)}

    assert len(made_by_child) == 100
    assert not made_by_child & made_by_parent
