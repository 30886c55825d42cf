"""Where the refused rows of a file go."""

import itertools
import os
from pathlib import Path


def free_rejects_path(file: Path) -> Path:
    """A name that is still free: FILE.rejects.csv, then FILE.rejects-2.csv, beside the file where possible."""
    folder = file.parent if os.access(file.parent, os.W_OK) else Path.cwd()
    for number in itertools.count(1):
        path = folder / f"{file.stem}.rejects{f'-{number}' if number > 1 else ''}.csv"
        if not path.exists():
            return path
    raise AssertionError("unreachable")
