"""A logo is printed where it is whole and needs nothing else, and refused with the reason where it is not."""

import struct
import zlib
from dataclasses import replace

import pytest

from openbill.documents.errors import LogoTooLarge, LogoUnreadable
from openbill.documents.policies.logo_picture import logo_picture
from openbill.documents.rendering.printed_logo import printed_logo
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.tests.reading import pictures_in
from openbill.documents.tests.some_sheets import HARTMANN, PAYMENT, an_invoice

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60"><circle cx="30" cy="30" r="26"/></svg>'


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def a_png(width: int, height: int, *, rows: bytes | None = None) -> bytes:
    """A picture in one colour, or with these rows, packed."""
    packed = zlib.compress((b"\0" + b"\x0f\x4c\x5c\xff" * width) * height) if rows is None else rows
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def inside(svg: str) -> bytes:
    """The SVG with more in it."""
    return SVG.replace("<circle", f"{svg}<circle").encode()


def test_a_png_becomes_part_of_the_document():
    plain = an_invoice(payment=replace(PAYMENT, amount=None))
    assert pictures_in(render_pdf(plain)) == set()
    logo = a_png(300, 75)
    assert pictures_in(render_pdf(replace(plain, seller=replace(HARTMANN, logo=logo)))) == {(300, 75)}


def test_a_logo_fills_its_place_in_height_or_width():
    assert [printed_logo(a_png(*size))[side] for size in ((100, 50), (400, 50)) for side in ("width", "height")] == [
        32,
        16,
        70,
        8.75,
    ]


def test_width_and_height_of_an_svg_come_before_its_view_box():
    assert logo_picture(SVG.encode()).width_by_height == 4
    assert logo_picture(SVG.replace("viewBox", 'width="30mm" height="10mm" viewBox').encode()).width_by_height == 3
    assert logo_picture(SVG.replace("viewBox", 'width="100%" viewBox').encode()).width_by_height == 4


TENFOLD = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))
"""A drawing of ten to the ninth parts."""


@pytest.mark.parametrize(
    ("logo", "reason"),
    [
        (b"", "it is neither a PNG nor an SVG (no element found: line 1, column 0)"),
        (b"\xff\xd8\xff\xe0 JFIF", "it is neither a PNG nor an SVG in UTF-8"),
        (a_png(30, 10)[:8], "the PNG is cut off"),
        (
            a_png(30, 10, rows=zlib.compress(b"")),
            "failed to process image (IDAT or fDAT chunk does not have enough data for image.)",
        ),
        (a_png(30, 10, rows=b"no"), "failed to process image (Corrupt deflate stream. BadZlibHeader)"),
        (a_png(2_001, 1), "it has 2001 by 1 pixels, and 2000 on a side are possible"),
        (b"<html/>", "it is XML, but not an SVG"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG.encode(), "the SVG declares a document type"),
        (SVG.replace(' viewBox="0 0 240 60"', "").encode(), "the SVG does not say how wide and high it is"),
        (SVG.replace("240 60", "240 0").encode(), "the SVG has no area"),
        (inside('<image href="file:///etc/passwd"/>'), "the SVG shows something from another file"),
        (inside('<rect style="fill: url(http://x.example/)"/>'), "the SVG shows something from another file"),
        (inside("<style>@import 'other.css'</style>"), "the SVG shows something from another file"),
        (inside(f'<g id="g0"/>{TENFOLD}<use href="#g9"/>'), "failed to parse SVG (nodes limit reached at 1:1)"),
        (
            inside('<text x="60" y="30">漢</text>'),
            'PDF/A-3b, PDF/UA-1 error: the text `"漢"` could not be displayed with a font',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "a logo",
)
def test_what_cannot_be_printed_is_refused_with_the_reason(logo: bytes, reason: str):
    with pytest.raises(LogoUnreadable) as refused:
        printed_logo(logo)
    assert refused.value.message == f"The logo cannot be printed: {reason}."


def test_a_logo_that_would_make_every_document_large_is_refused():
    with pytest.raises(LogoTooLarge) as refused:
        printed_logo(b"x" * 262_145)
    assert str(refused.value) == (
        "The logo has 262145 bytes, which would be part of every document. Give one of at most 262144 bytes: an SVG,"
        " or a PNG of about 800 pixels width."
    )
