"""The program's answer on its way out: what cannot be written is told, what nobody reads any more ends in silence."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from openbill.primitives.errors import Refusal

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class OutputNotWritable(Refusal):
    """The answer cannot be written: {reason}."""

    remedy = (
        "Free space there, or send it elsewhere, and ask again. If it was no question but an act, look first:"
        " it may be done already."
    )


class ReaderGone(Exception):
    """Whoever read the answer has closed the pipe, as `head` does: enough was said."""


@contextmanager
def watched_output() -> Iterator[None]:
    """Have whatever is written to stdout in the block told from every other file that cannot be written.

    Everything is written out when the block ends well. Raises OutputNotWritable and ReaderGone: where the
    first piece is lost, and at the end of the block where somebody in it took no notice. What is written in
    between goes nowhere, so that nothing fails a second time while the program ends.
    """
    before = sys.stdout
    binary = getattr(before, "buffer", None)
    # With PYTHONUNBUFFERED there is no buffer between the text and the file.
    file = getattr(binary, "raw", binary)
    if not isinstance(before, io.TextIOWrapper) or not isinstance(file, io.FileIO):
        # Closed from the start, or somebody put something else in its place who watches it.
        yield
        return
    before.flush()
    watched = _Watched(file.fileno())
    sys.stdout = io.TextIOWrapper(
        watched if binary is file else io.BufferedWriter(watched),
        encoding=before.encoding,
        errors=before.errors,
        line_buffering=before.line_buffering,
        write_through=before.write_through,
    )
    try:
        yield
        sys.stdout.flush()
        if watched.lost is not None:
            raise watched.lost
    finally:
        sys.stdout = before


class _Watched(io.FileIO):
    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor, "wb", closefd=False)
        self.lost: OutputNotWritable | ReaderGone | None = None

    def write(self, data: "ReadableBuffer", /) -> int:
        # Click asks a stream what it is by writing nothing, and a full device refuses even that.
        size = memoryview(data).nbytes
        if not size or self.lost is not None:
            return size
        try:
            return super().write(data)
        except BrokenPipeError:
            self.lost = ReaderGone()
        except OSError as error:
            self.lost = OutputNotWritable(reason=error.strerror or str(error))
        raise self.lost
