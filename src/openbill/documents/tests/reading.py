"""Reading a PDF back."""

from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import DictionaryObject


def printed_pages(pdf: bytes) -> list[list[str]]:
    """The lines of text on each page; spaces that do not break are shown as plain ones."""
    return [
        [line.replace("\u00a0", " ").strip() for line in page.extract_text().splitlines()]
        for page in PdfReader(BytesIO(pdf)).pages
    ]


def printed(pdf: bytes) -> list[str]:
    """The lines of all pages."""
    return [line for page in printed_pages(pdf) for line in page]


def between(lines: list[str], first: str, last: str) -> list[str]:
    """The lines from one to another, both included."""
    start = lines.index(first)
    return lines[start : lines.index(last, start) + 1]


def paper_and_links(pdf: bytes) -> tuple[tuple[int, int], list[str]]:
    """Width and height of the first page in points, and the addresses that it leads to."""
    page = PdfReader(BytesIO(pdf)).pages[0]
    links = [note.get_object()["/A"]["/URI"] for note in page.get("/Annots", [])]
    return (round(page.mediabox.width), round(page.mediabox.height)), links


def pictures_in(pdf: bytes) -> set[tuple[int, int]]:
    """Width and height in pixels of the pictures in a file; drawings are none."""
    reader = PdfReader(BytesIO(pdf))
    objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    pictures = [found for found in objects if isinstance(found, DictionaryObject) and found.get("/Subtype") == "/Image"]
    return {(picture["/Width"], picture["/Height"]) for picture in pictures}
