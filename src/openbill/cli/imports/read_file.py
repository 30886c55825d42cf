"""The bytes of a file that is named at the shell."""

from pathlib import Path

from openbill.importing.errors import FileCannotBeOpened


def read_file(path: Path) -> bytes:
    """Raises FileCannotBeOpened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileCannotBeOpened(path=path, reason=error.strerror or error) from error
