"""The processes that render: children of this one, each with a pipe, none of which outlives it."""

import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from openbill.documents.errors import RenderingProcessEnded
from openbill.documents.rendering.outcome import Rendered, RenderingFailed, broken, rendered_or_failed
from openbill.documents.types import Sheet

SHEETS_EACH = 2
"""One that is rendered and one that waits beside it, so that no process waits for this one."""

READY = "ready"
SECONDS_TO_END = 5


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    pipe: Connection
    is_ready: bool = False
    sheets: deque[tuple[int, Sheet]] = field(default_factory=deque)
    """The sheets that it was given and has not answered, the one that it renders first."""


class Workers:
    """A number of processes. `take` gives a sheet to one of them, `wait` comes back with what is done.

    Where a process ends, killed or out of memory, the sheet that it rendered has failed; another process takes
    its place, and the sheets that waited.
    """

    def __init__(self, count: int) -> None:
        self._workers = [_start() for _ in range(count)]
        self._failed: list[RenderingFailed] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.pipe.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join(SECONDS_TO_END)

    @property
    def busy_with(self) -> int:
        """How many sheets are not answered yet."""
        return sum(len(worker.sheets) for worker in self._workers) + len(self._failed)

    @property
    def have_room(self) -> bool:
        return any(len(worker.sheets) < SHEETS_EACH for worker in self._workers)

    def take(self, position: int, sheet: Sheet) -> None:
        """Give a sheet to the process that has the fewest."""
        self._give(min(self._workers, key=lambda worker: len(worker.sheets)), position, sheet)

    def wait(self) -> list[Rendered | RenderingFailed]:
        """What was done since, at least one sheet; to be asked only while there are some."""
        done: list[Rendered | RenderingFailed] = []
        while not done:
            done, self._failed = list(self._failed), []
            # With something to tell at once, only look.
            for pipe in wait([worker.pipe for worker in self._workers], timeout=0 if done else None):
                worker = next(worker for worker in self._workers if worker.pipe is pipe)
                done += self._answers(worker)
        return done

    def _answers(self, worker: _Worker) -> Iterator[Rendered | RenderingFailed]:
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._replace(worker)
            return
        if answer == READY:
            worker.is_ready = True
            return
        worker.sheets.popleft()
        yield answer

    def _give(self, worker: _Worker, position: int, sheet: Sheet) -> None:
        worker.sheets.append((position, sheet))
        try:
            worker.pipe.send((position, sheet))
        except OSError:
            pass  # It has ended: `wait` is told so by its pipe, and finds the sheet with it.
        except Exception as error:
            worker.sheets.pop()
            self._failed.append(broken(position, sheet, error))

    def _replace(self, worker: _Worker) -> Iterator[RenderingFailed]:
        worker.process.join(SECONDS_TO_END)
        worker.pipe.close()
        reason = _reason(worker.process.exitcode)
        assert worker.is_ready, f"A process to render in could not be started: {reason}."
        self._workers[self._workers.index(worker)] = successor = _start()
        if worker.sheets:
            position, sheet = worker.sheets.popleft()
            yield RenderingFailed(position, sheet.name, RenderingProcessEnded(sheet=sheet.name, reason=reason))
        for position, sheet in worker.sheets:
            self._give(successor, position, sheet)


def _start() -> _Worker:
    # Not fork: this process may have threads and connections to the database that a copy must not touch.
    spawn = get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=work, args=(theirs,), name="openbill-rendering", daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _reason(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"it was ended by {signal.Signals(-exit_code).name}"
    return f"its exit code is {exit_code}"


def work(pipe: Connection) -> None:
    """Render what comes through the pipe until its other end is closed: what a process does."""
    # Ctrl-C at the terminal reaches every process; the parent alone decides what follows from it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sheets: queue.SimpleQueue[tuple[int, Sheet]] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(pipe, sheets), daemon=True).start()
    pipe.send(READY)
    while True:
        position, sheet = sheets.get()
        try:
            pipe.send(rendered_or_failed(position, sheet))
        except OSError:
            os._exit(0)


def _read(pipe: Connection, sheets: "queue.SimpleQueue[tuple[int, Sheet]]") -> None:
    exit_code = 1
    try:
        while True:
            sheets.put(pipe.recv())
    except (EOFError, OSError):
        exit_code = 0
    finally:
        # The parent is done with us, or is no more: at once, even in the middle of a sheet.
        os._exit(exit_code)
