"""Many sheets as PDFs, over the cores of the machine."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from openbill.documents.rendering.outcome import Rendered, RenderingFailed, rendered_or_failed
from openbill.documents.rendering.workers import Workers
from openbill.documents.types import Sheet
from openbill.primitives.cores import cores

WORTH_PROCESSES = 40
"""Fewer sheets than these are done here before other processes have started."""

AHEAD = 8
"""Sheets for each process that may be begun or done before the oldest of them is handed on."""


def render_pdfs(sheets: Iterable[Sheet], *, processes: int | None = None) -> Iterator[Rendered | RenderingFailed]:
    """What became of each sheet, in the order of the sheets and as they are taken.

    A sheet that fails is named and stops no other one. Sheets are read as there is room for them, so that memory
    does not grow with their number. Without a number of processes there is one for each core, or none but this
    one where the sheets are few. One process renders here.

    The processes are started anew (spawn), so a program that calls this keeps its start behind
    `if __name__ == "__main__"`. They end with the iterator, and with this process however it ends.
    """
    assert processes is None or processes > 0, "At least one process renders."
    sheets = iter(sheets)
    if processes is None:
        first = list(islice(sheets, WORTH_PROCESSES))
        processes = cores() if len(first) == WORTH_PROCESSES else 1
        sheets = chain(first, sheets)
    if processes == 1:
        return (rendered_or_failed(position, sheet) for position, sheet in enumerate(sheets))
    return _over(processes, sheets)


def _over(processes: int, sheets: Iterator[Sheet]) -> Iterator[Rendered | RenderingFailed]:
    numbered = enumerate(sheets)
    done: dict[int, Rendered | RenderingFailed] = {}
    oldest, is_exhausted = 0, False
    with Workers(processes) as workers:
        while True:
            while not is_exhausted and workers.have_room and workers.busy_with + len(done) < processes * AHEAD:
                position, sheet = next(numbered, (-1, None))
                if sheet is None:
                    is_exhausted = True
                else:
                    workers.take(position, sheet)
            if oldest in done:
                yield done.pop(oldest)
                oldest += 1
            elif workers.busy_with:
                done.update((outcome.position, outcome) for outcome in workers.wait())
            else:
                return
