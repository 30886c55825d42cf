"""The address stays inside of the window of its envelope, whatever a customer is called."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.tests.some_sheets import KILBRIDE, an_invoice

WINDOW_BOTTOM = 90
"""In millimetres from the top: 45 mm below the upper edge of the field of DIN 5008, form B."""
LONG = (
    "Internationale Gesellschaft für die Herstellung und den Vertrieb von maritimen Sicherheitseinrichtungen und"
    " Rettungsmitteln aller Art sowie deren Wartung und Instandsetzung in den Häfen der Nord- und Ostsee mbH & Co. KG"
)


def address(name: str, attention: str = KILBRIDE.attention) -> list[tuple[str, float, float]]:
    """The lines of an address on a sheet of A4: text, size, and its line's distance from the top in millimetres."""
    sheet = an_invoice(buyer=replace(KILBRIDE, name=name, attention=attention))
    page = PdfReader(BytesIO(render_pdf(sheet))).pages[0]
    lines: dict[float, tuple[str, float]] = {}

    def see(text: str, place: list[float], within: list[float], _font: object, size: float) -> None:
        left, down = place[4] / 72 * 25.4, 297 - (place[5] + place[3] * within[5]) / 72 * 25.4
        millimetres = round(down, 1)
        if text.strip() and left < 100 and 60 < millimetres < 98:
            lines[millimetres] = (lines.get(millimetres, ("", 0))[0] + text.strip("\n"), round(size, 1))

    page.extract_text(visitor_text=see)
    return [(text, size, down) for down, (text, size) in sorted(lines.items())]


def test_a_name_of_one_line_has_the_usual_type():
    lines = address(KILBRIDE.name)
    assert [text for text, _, _ in lines] == [
        "Kilbride Marine Services Ltd",
        "Attn. Niamh O’Sullivan",
        "Unit 7, Harbour Business Park",
        "Rosslare Harbour",
        "Co. Wexford Y35 A2D4",
        "Ireland",
    ]
    assert {size for _, size, _ in lines} == {9.5}


@pytest.mark.parametrize(
    ("name", "attention", "size", "count"),
    [
        ("Vereinigte Süddeutsche Maschinenbau- und Anlagengesellschaft mbH & Co. KG", "Pat", 8.5, 7),
        (LONG, "Pat", 7.5, 8),
        ("X" * 200, "Pat", 7.5, 8),
        (LONG, "Dr. Niamh O’Sullivan-Featherstonehaugh, Accounts Payable and Treasury Department", 7.0, 8),
    ],
)
def test_a_long_name_is_smaller_and_cut_and_leaves_all_of_the_address_in_the_window(
    name: str, attention: str, size: float, count: int
):
    lines = address(name, attention)
    assert ({size for _, size, _ in lines}, len(lines)) == ({size}, count)
    assert [text for text, _, _ in lines[-4:]] == list(KILBRIDE.address_lines)
    assert lines[-1][2] < WINDOW_BOTTOM
    assert any(text.endswith("…") for text, _, _ in lines) == (len(name) > 100)
