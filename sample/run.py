"""The first half of `make run`: who owes the sample firm what, how late, and what changed.

Every step is a command of `openbill`, printed before it runs, as a bookkeeper would type it. They run in this
one process, which saves starting Python a dozen times. Begun again it finds its data there and only reports.
"""

import io
import json
import os
import shlex
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from firm import NAME

from openbill.cli.main import main as openbill

FOLDER = Path(__file__).parent
YESTERDAY, TODAY = "2026-11-19", "2026-11-20"
OF_THE_FIRM = ("--organization", NAME)


class Failed(Exception):
    """A command said no; its reason is on the screen already."""


def run(*words: str) -> None:
    """Run one command as it would be typed. Raises Failed."""
    print(f"\033[1m$ openbill {shlex.join(words)}\033[0m" if sys.stdout.isatty() else f"$ openbill {shlex.join(words)}")
    sys.stdout.flush()
    if openbill(words) != 0:
        raise Failed
    print()


def bring_in(file: str, *words: str) -> None:
    """Import one file; what each column was taken for is left out here."""
    said = io.StringIO()
    try:
        with redirect_stdout(said):
            run("import", shown_path(file), *words, *OF_THE_FIRM)
    finally:
        lines = said.getvalue().splitlines()
        print("\n".join(line for line in lines if not line.startswith("  columns:")))


def answer(*words: str) -> str:
    """What a command says, without showing it; nothing where it fails."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(io.StringIO()):
        return said.getvalue() if openbill(words) == 0 else ""


def is_founded() -> bool:
    return any(each["name"] == NAME for each in json.loads(answer("organizations", "--format", "json") or "[]"))


def is_brought_in() -> bool:
    """Whether the last of the files is in the books, to its last row: then so are those before it."""
    said = answer("import", shown_path(f"payments-{TODAY}.csv"), *OF_THE_FIRM, "--dry-run", "--format", "json")
    outcome = json.loads(said or '{"rows": 0, "known": 0}')
    return bool(outcome["rows"] and outcome["rows"] == outcome["known"])


def has_todays_snapshot() -> bool:
    """Whether a run that was cut off came so far; an older snapshot is then refused, and rightly."""
    told = json.loads(answer("report", "changes", *OF_THE_FIRM, "--top", "0", "--format", "json"))
    return bool(told["from"] == YESTERDAY and told["to"] == TODAY)


def bring_all_in() -> None:
    """The firm's program keeps the books; here they are mirrored."""
    if not is_founded():
        run(
            "create-organization", NAME, "--currency", "EUR", "--books", "mirror",
            "--time-zone", "Europe/Berlin", "--country", "DE", "--language", "de",
        )  # fmt: skip
    run("set-rate", "GBP", "1.1462", "--on", "2025-12-01", *OF_THE_FIRM)
    run("set-rate", "USD", "0.9258", "--on", "2025-12-01", *OF_THE_FIRM)
    bring_in("customers.csv")
    bring_in("history.csv")
    if not has_todays_snapshot():
        bring_in(f"open-items-{YESTERDAY}.csv", "--snapshot", "--as-of", YESTERDAY, "--yes")
    bring_in(f"open-items-{TODAY}.csv", "--snapshot", "--as-of", TODAY, "--yes")
    bring_in(f"payments-{TODAY}.csv")


def report() -> None:
    run("report", "aging", *OF_THE_FIRM, "--as-of", TODAY, "--top", "5")
    run("report", "debts", *OF_THE_FIRM, "--as-of", TODAY, "--top", "2")
    run("report", "debts", *OF_THE_FIRM, "--as-of", TODAY, "--by", "age", "--top", "5")
    run("report", "changes", *OF_THE_FIRM, "--top", "6")
    run("verify", *OF_THE_FIRM)


def shown_path(file: str) -> str:
    """A path that can be typed from here."""
    return os.path.relpath(FOLDER / file)


def tell_what_next() -> None:
    home = os.environ.get("OPENBILL_HOME")
    where = f"{home} (export OPENBILL_HOME={shlex.quote(home)} for openbill to find it)" if home else "the usual home"
    firm = f"--organization {shlex.quote(NAME)}"
    program = f"{os.path.relpath(Path(sys.executable).parent)}/openbill"
    print(
        f"""What next
  All of this lies in  {where}
  One customer         {program} report statement {firm} --customer 10017 --as-of {TODAY}
  Any day, any form    {program} report aging {firm} --as-of 2026-08-31 --format csv
  The day              {program} run-day --organization "Lumen & Leaf" --calls 20
  Your own ledger      {program} create-organization "My firm" --currency EUR
                       {program} import my-open-items.csv --organization "My firm" --dry-run
  The rest             {program} --help, and README.md"""
    )


def main() -> int:
    began = time.monotonic()
    try:
        if is_founded() and is_brought_in():
            print(f"The ledger of {NAME} is there already; nothing is brought in again.\n")
        else:
            bring_all_in()
        report()
    except Failed:
        return 1
    print(f"Done in {time.monotonic() - began:.0f} seconds.\n")
    tell_what_next()
    return 0


if __name__ == "__main__":
    sys.exit(main())
