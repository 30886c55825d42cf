"""Which files are kept."""

import pytest

from openbill.documents.errors import FileEmpty, FileNameBlank, FileNameWrong, FileTooLarge, MediaTypeWrong
from openbill.documents.policies.keepable_file import LARGEST_BYTES, content, file_name, media_type


def test_names_without_folders_in_any_script():
    assert file_name(" Rechnung 2026-0042.pdf ") == "Rechnung 2026-0042.pdf"
    assert file_name("חשבונית.pdf") == "חשבונית.pdf"


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        (" ", FileNameBlank),
        ("..", FileNameBlank),
        ("../etc/passwd", FileNameWrong),
        ("C:\\invoice.pdf", FileNameWrong),
        ("invoice\n.pdf", FileNameWrong),
        ("invoice\u202efdp.exe", FileNameWrong),
    ],
)
def test_names_that_lead_elsewhere_or_read_otherwise_are_refused(name: str, refusal: type[Exception]):
    with pytest.raises(refusal):
        file_name(name)


def test_media_types():
    assert media_type("Application/PDF", name="a.pdf") == "application/pdf"
    assert media_type("image/svg+xml", name="a.svg") == "image/svg+xml"
    for wrong in ("", "pdf", "application/", "text/html; charset=utf-8", "a b/c"):
        with pytest.raises(MediaTypeWrong):
            media_type(wrong, name="a.pdf")


def test_sizes():
    assert content(b"x", name="a.txt") == b"x"
    with pytest.raises(FileEmpty) as refused:
        content(b"", name="a.txt")
    assert str(refused.value) == "The file a.txt is empty. Send it once more; nothing was kept."
    with pytest.raises(FileTooLarge) as too_large:
        content(bytes(LARGEST_BYTES + 1), name="a.txt")
    assert too_large.value.message == "The file a.txt has 67108865 bytes."
