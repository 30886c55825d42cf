"""Identifiers that the application makes itself: UUID version 7, rising within a process.

Layout of RFC 9562 section 5.7, with the counter of section 6.2 (method 1) in rand_a: 48 bits of
Unix milliseconds, 12 bits of counter that start anew at random each millisecond, 62 random bits.
A full counter and a clock that is set back both borrow from the next millisecond, so that the
time inside an identifier is an approximation and never a fact of the business.
"""

import os
import time
from datetime import UTC, datetime, timedelta
from threading import Lock
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_COUNTER_BITS = 12
_RANDOM_MASK = (1 << 62) - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Ticks:
    """Milliseconds and counter as one rising number."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = 0

    def take(self, count: int) -> int:
        """Reserve that many ticks in a row and return the first."""
        counter_start = int.from_bytes(os.urandom(2)) >> 5
        now = (time.time_ns() // 1_000_000 << _COUNTER_BITS) | counter_start
        with self._lock:
            first = max(now, self._last + 1)
            self._last = first + count - 1
        return first


_ticks = _Ticks()


def _forget_the_parent() -> None:
    # A lock that another thread held during the fork would stay held for ever in the child.
    global _ticks
    _ticks = _Ticks()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_the_parent)


def new_identifier() -> UUID:
    """A new identifier, greater than every one that this process made before."""
    return new_identifiers(1)[0]


def new_identifiers(count: int) -> list[UUID]:
    """That many new identifiers in rising order."""
    assert count >= 0, "Identifiers are made in whole numbers."
    if count == 0:
        return []
    first = _ticks.take(count)
    random_bytes = os.urandom(8 * count)
    return [
        _identifier(first + index, int.from_bytes(random_bytes[8 * index : 8 * index + 8])) for index in range(count)
    ]


def instant_of(identifier: UUID) -> datetime:
    """About when the identifier was made, in UTC to the millisecond."""
    assert identifier.version == 7, f"{identifier} is not a UUID of version 7."
    return _EPOCH + timedelta(milliseconds=identifier.int >> 80)


def _identifier(tick: int, random: int) -> UUID:
    milliseconds, counter = tick >> _COUNTER_BITS, tick & ((1 << _COUNTER_BITS) - 1)
    return UUID(int=milliseconds << 80 | _VERSION | counter << 64 | _VARIANT | random & _RANDOM_MASK)
