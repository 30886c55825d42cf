"""A character that no shipped font shows is refused before anything is printed, with its field."""

import json
from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont

from openbill.documents.errors import GlyphsMissing
from openbill.documents.rendering.glyphs import FAMILIES, FONTS, coverage, missing_in, plain_characters
from openbill.documents.rendering.render_pdf import page_of, render_pdf
from openbill.documents.rendering.words import languages, words_of
from openbill.documents.tests.reading import printed
from openbill.documents.tests.some_sheets import KILBRIDE, LINES, a_letter, an_invoice


def test_a_name_in_a_script_without_a_font_is_refused_with_field_character_and_remedy():
    sheet = an_invoice(buyer=replace(KILBRIDE, name="漢字 Trading"), lines=(LINES[0], replace(LINES[1], unit="箱")))
    with pytest.raises(GlyphsMissing) as refused:
        render_pdf(sheet)
    assert str(refused.value) == (
        "The invoice 2026-10428 cannot be printed as it is written: buyer, name has “漢”, “字”;"
        " lines 2, unit has “箱”. Write this in Latin, Greek, Cyrillic, Hebrew or Arabic letters and common"
        " signs."
    )


def test_at_most_five_texts_are_named():
    with pytest.raises(GlyphsMissing) as refused:
        render_pdf(a_letter(paragraphs_before=tuple("漢字漢字漢字漢")))
    assert refused.value.message.endswith("paragraphs before 5 has “漢”; and 2 more texts have such characters.")


def test_at_most_ten_characters_of_a_text_are_shown():
    with pytest.raises(GlyphsMissing) as refused:
        render_pdf(an_invoice(text_before="一二三四五六七八九十百千"))
    assert refused.value.message.endswith(
        "text before has “一”, “二”, “三”, “四”, “五”, “六”, “七”, “八”, “九”, “十” and 2 more."
    )


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Ελλάς Київ Łódź Ðặng חיפה دبي", []),
        ("€ £ ¥ ₹ ₺ ₪ ½ № § ° → ✓ – — … “”", []),
        ("e\u0301 and \u1eb7 and a\u0323\u0306", []),  # composed or apart
        ("شِرْكَة", []),  # marks of Arabic
        ("\ufeffمی\u200cخواهم soft\u00adhyphen\r\n\ttab", []),
        ("☎️😀", ["☎\ufe0f", "😀"]),
        ("ไทย ไทย", ["ไ", "ท", "ย"]),
        ("ש\u0483", ["ש\u0483"]),  # a Cyrillic mark on a Hebrew letter is in no one font
        ("abc\u202ecba", ["\u202e"]),  # turns the reading direction round unseen
        ("bell\a", ["\a"]),
    ],
)
def test_what_can_be_shown(text: str, missing: list[str]):
    assert missing_in(text) == missing


def test_a_character_that_nobody_sees_is_named_by_its_code_alone():
    with pytest.raises(GlyphsMissing, match=r"text before has U\+202E\. Write"):
        render_pdf(an_invoice(text_before="paid \u202etsoc on"))
    with pytest.raises(GlyphsMissing, match=r"text before has U\+0007\. Write"):
        render_pdf(an_invoice(text_before="bell\a"))


def test_a_backslash_is_no_control_character():
    assert r"C:\u0007" in printed(render_pdf(an_invoice(text_before=r"C:\u0007")))


def test_typst_shows_every_character_that_is_said_to_be_shown():
    # PDF/A forbids a glyph that is not there, so that Typst itself would refuse one.
    characters = sorted(plain_characters() - set(" "))
    paragraphs = tuple(" ".join(characters[at : at + 40]) for at in range(0, len(characters), 40))
    assert len(characters) == 2_896
    render_pdf(a_letter(paragraphs_before=paragraphs))


def test_every_weight_of_a_family_has_the_same_characters():
    for family, characters in zip(FAMILIES, coverage(), strict=True):
        for weight in ("Regular", "Medium", "SemiBold"):
            with TTFont(FONTS / f"{family}-{weight}.ttf") as font:
                assert frozenset(map(chr, font.getBestCmap())) == characters, (family, weight)


def test_every_label_can_be_shown():
    for language in languages():
        assert [label for label in words_of(language).labels.values() if missing_in(label)] == []


def test_the_fonts_stay_small_and_bring_their_licences():
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 3_000_000
    for family in ("Inter", "NotoSansHebrew", "NotoSansArabic"):
        assert "SIL OPEN FONT LICENSE" in (FONTS / f"{family}.LICENSE.txt").read_text(encoding="utf-8").upper()


def test_a_text_from_right_to_left_goes_to_print_as_it_is_written():
    _, page, _ = page_of(an_invoice(buyer=replace(KILBRIDE, name="חברת הספנות (בע״מ)")))
    assert page["name-lines"] == ["חברת הספנות (בע״מ)"]
    assert "חברת" in json.dumps(page, ensure_ascii=False)
