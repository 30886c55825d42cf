"""A file that is there whole or not at all, and never takes the place of another one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from openbill.primitives.errors import Refusal


class FileExists(Refusal):
    """{path} exists already."""

    remedy = "Choose another name, or move that file away."


class NotAFile(Refusal):
    """{path} is a device or the like, where no file can be kept."""

    remedy = "Name a new file in a folder that you may write to, with room enough."


class FileNotWritable(Refusal):
    """{path} cannot be written: {reason}."""

    remedy = "Choose a folder that you may write to, with room enough."


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears under its name, readable by its owner only, when the block ends well.

    Raises FileExists, NotAFile and FileNotWritable.
    """
    if path.exists():
        raise FileExists(path=path) if path.is_file() or path.is_dir() else NotAFile(path=path)
    try:
        descriptor, unfinished = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
                yield file
                file.flush()
                os.fsync(file.fileno())
            # A link fails where somebody made the file meanwhile; a rename would replace it.
            os.link(unfinished, path)
        finally:
            Path(unfinished).unlink()
    except FileExistsError:
        raise FileExists(path=path) from None
    except OSError as error:
        raise FileNotWritable(path=error.filename or path, reason=error.strerror or error) from error
