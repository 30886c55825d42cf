"""The progress bar of an import."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn


class ShownProgress:
    """Hears of the steps of an import and draws a bar for each; draws nothing where nobody watches."""

    def __init__(self, bars: Progress | None) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        if self._bars is None:
            return
        if step not in self._tasks:
            self._tasks[step] = self._bars.add_task(step.capitalize(), total=total)
        self._bars.update(self._tasks[step], completed=done, total=total)

    def pause(self) -> None:
        """Leave the screen to a question."""
        if self._bars is not None:
            self._bars.stop()


@contextmanager
def shown_progress(is_wanted: bool) -> Iterator[ShownProgress]:
    """Bars on the terminal's error output while the block runs."""
    console = Console(stderr=True)
    if not (is_wanted and console.is_terminal):
        yield ShownProgress(None)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        yield ShownProgress(bars)
