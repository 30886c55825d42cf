"""Whatever a reader of bank files is given, it ends in statements or a refusal, within a second and bounded memory."""

import time
import tracemalloc
from collections.abc import Callable
from contextlib import suppress

from openbill.cash_application.types.statements import Statement
from openbill.primitives.errors import Refusal

MOST_MEMORY = 20_000_000


def ends(read: Callable[[bytes, str], tuple[Statement, ...]], content: bytes) -> None:
    """Read the content, which is small."""
    tracemalloc.start()
    before = time.thread_time()
    try:
        with suppress(Refusal):
            assert read(content, "bank.txt")
        assert time.thread_time() - before < 1
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()
