"""Many sheets are rendered over several processes, in order, each by itself, and nothing outlives the caller."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from openbill.documents.errors import RenderingProcessEnded
from openbill.documents.rendering.outcome import Rendered, RenderingFailed
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.rendering.render_pdfs import AHEAD, render_pdfs
from openbill.documents.tests.some_sheets import an_invoice
from openbill.documents.types import InvoiceSheet

CALLER = """
from itertools import count
from openbill.documents.rendering.render_pdfs import render_pdfs
from openbill.documents.tests.some_sheets import an_invoice

if __name__ == "__main__":
    for done in render_pdfs((an_invoice(number=f"R-{number}") for number in count()), processes=2):
        print(done.name, flush=True)
"""


def sheets(count: int, *, failing: int = -1) -> Iterator[InvoiceSheet]:
    for number in range(count):
        yield an_invoice(number=f"R-{number}", text_before="漢" if number == failing else "")


def workers() -> list[psutil.Process]:
    """The processes that render for this one."""
    return [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_sheet_that_fails_is_named_and_stops_no_other(processes: int):
    done = list(render_pdfs(sheets(12, failing=5), processes=processes))
    assert [outcome.position for outcome in done] == list(range(12))
    assert [outcome.name for outcome in done] == [f"invoice R-{number}" for number in range(12)]
    (failed,) = [outcome for outcome in done if isinstance(outcome, RenderingFailed)]
    assert (failed.position, failed.name) == (5, "invoice R-5")
    assert failed.refusal.message == ("The invoice R-5 cannot be printed as it is written: text before has “漢”.")
    assert failed.traceback == ""
    assert workers() == []


def test_processes_make_the_same_files_as_one():
    done = list(render_pdfs(sheets(6), processes=2))
    assert [outcome.pdf for outcome in done if isinstance(outcome, Rendered)] == [
        render_pdf(sheet) for sheet in sheets(6)
    ]


def test_a_fault_of_ours_is_told_with_its_place():
    broken = an_invoice(currency="nonsense")
    done = list(render_pdfs([broken, an_invoice()], processes=1))
    failed, fine = done
    assert isinstance(failed, RenderingFailed)
    assert failed.refusal.code == "unknown_currency"
    assert isinstance(fine, Rendered)
    (failed,) = render_pdfs([an_invoice(lines=None)], processes=1)
    assert isinstance(failed, RenderingFailed)
    assert failed.refusal.message == (
        "The invoice 2026-10428 could not be rendered, by a fault of ours:"
        " TypeError: 'NoneType' object is not iterable."
    )
    assert "invoice_page.py" in failed.traceback


def test_a_sheet_that_cannot_be_sent_to_a_process_stops_no_other():
    unsendable = an_invoice(lines=(line for line in ()))
    failed, fine = render_pdfs([unsendable, an_invoice()], processes=2)
    assert isinstance(failed, RenderingFailed)
    assert failed.refusal.message.startswith("The invoice 2026-10428 could not be rendered, by a fault of ours: Type")
    assert isinstance(fine, Rendered)


def test_a_process_that_is_killed_costs_the_sheet_that_it_rendered_at_most():
    outcomes = render_pdfs(sheets(40), processes=2)
    done = [next(outcomes)]
    workers()[0].kill()
    done += outcomes
    assert [outcome.position for outcome in done] == list(range(40))
    lost = [outcome for outcome in done if isinstance(outcome, RenderingFailed)]
    assert len(lost) <= 1
    for outcome in lost:
        assert isinstance(outcome.refusal, RenderingProcessEnded)
        assert outcome.refusal.message == (
            f"The process that rendered the {outcome.name} ended: it was ended by SIGKILL."
        )


@pytest.mark.parametrize("processes", [1, 2])
def test_sheets_are_read_only_as_there_is_room_for_them(processes: int):
    read = []

    def watched() -> Iterator[InvoiceSheet]:
        for sheet in sheets(100):
            read.append(sheet.number)
            yield sheet

    outcomes = render_pdfs(watched(), processes=processes)
    assert next(outcomes).position == 0
    assert len(read) <= processes * AHEAD
    outcomes.close()
    assert workers() == []


def test_few_sheets_are_rendered_without_other_processes():
    outcomes = render_pdfs(sheets(3))
    assert next(outcomes).position == 0
    assert workers() == []
    assert len(list(outcomes)) == 2


def test_no_sheets_are_nothing():
    assert list(render_pdfs([])) == []
    assert list(render_pdfs([], processes=2)) == []


def test_an_error_of_the_source_reaches_the_caller_and_ends_the_processes():
    def failing() -> Iterator[InvoiceSheet]:
        yield an_invoice()
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        list(render_pdfs(failing(), processes=2))
    assert workers() == []


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_processes_end_with_the_one_that_started_them(end: signal.Signals, tmp_path):
    script = tmp_path / "caller.py"
    script.write_text(CALLER)
    environment = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
    caller = subprocess.Popen(
        [sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert caller.stdout is not None
    assert caller.stdout.readline() == "invoice R-0\n"
    children = psutil.Process(caller.pid).children(recursive=True)
    assert len([child for child in children if "spawn_main" in " ".join(child.cmdline())]) == 2
    caller.send_signal(end)
    caller.wait(90)
    caller.stdout.close()
    _, alive = psutil.wait_procs(children, timeout=90)
    assert alive == []
