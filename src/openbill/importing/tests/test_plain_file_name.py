"""The name of an uploaded file is one that any folder holds, and no way out of it."""

import pytest

from openbill.importing.policies.plain_file_name import plain_file_name
from openbill.importing.reading.file_on_disk import file_on_disk


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("open items.csv", "open items.csv"),
        ("../../etc/passwd", "passwd"),
        (r"C:\lists\März.csv", "März.csv"),
        ("..", "file.csv"),
        ("", "file.csv"),
        ("a\x00b\u202e.csv", "ab.csv"),
        ("客" * 120 + ".csv", "客" * 65 + ".csv"),
        ("x" * 300, "x" * 200),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
    ],
)
def test_a_name_is_kept_as_far_as_a_folder_holds_it(sent: str, kept: str):
    assert plain_file_name(sent) == kept
    with file_on_disk(sent, b"content") as path:
        assert (path.name, path.read_bytes()) == (kept, b"content")
    assert not path.exists()
