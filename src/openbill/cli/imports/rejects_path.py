"""Where the refused rows of a file go."""

import itertools
import os
from pathlib import Path

from openbill.importing.reading.is_uncorrected_rejects_file import is_uncorrected_rejects_file
from openbill.importing.types.files import FileShape


def rejects_path(file: Path, shape: FileShape) -> Path:
    """FILE.rejects.csv beside the file where possible; FILE.rejects-2.csv where somebody works in the first.

    What an earlier run left there and nobody has touched is written anew.
    """
    folder = file.parent if os.access(file.parent, os.W_OK) else Path.cwd()
    for number in itertools.count(1):
        path = folder / f"{file.stem}.rejects{f'-{number}' if number > 1 else ''}.csv"
        if not path.exists() or is_uncorrected_rejects_file(path, shape):
            return path
    raise AssertionError("unreachable")
