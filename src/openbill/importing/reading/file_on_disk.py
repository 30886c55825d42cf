"""Bytes that somebody sent, as a file on the disk while they are worked on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from openbill.importing.policies.plain_file_name import plain_file_name
from openbill.primitives.errors import Refusal


@contextmanager
def file_on_disk(name: str, content: bytes) -> Iterator[Path]:
    """A path to the content, in a folder of its own; what is refused of it is told by the file's name, not our path."""
    with TemporaryDirectory(prefix="openbill-file-") as folder:
        path = Path(folder) / plain_file_name(name)
        path.write_bytes(content)
        try:
            yield path
        except Refusal as refusal:
            if "path" not in refusal.facts:
                raise
            raise type(refusal)(**(refusal.facts | {"path": path.name})) from refusal
