"""Texts of users go to print as they were meant."""

from openbill.documents.rendering.printable import printable, printable_lines, printable_paragraphs


def test_accents_are_composed_and_tabs_are_spaces():
    assert printable(" \ufeffCafe\u0301\tRoyal ") == "Café Royal"


def test_only_a_word_that_is_too_long_may_break():
    fits = "a" * 28
    assert printable(fits) == fits
    assert printable("a" * 29) == "\u200b".join(["a" * 10, "a" * 10, "a" * 9])
    assert printable("short " + "ab/cd" * 6) == "short " + "ab/\u200bcd" * 6
    assert printable("billing@hartmann-fasteners.example", longest_word=36) == "billing@hartmann-fasteners.example"


def test_lines_and_paragraphs():
    assert printable_lines("one\r\ntwo\n\n", "", "three") == ["one", "two", "three"]
    assert printable_paragraphs("one\ntwo\r\n \r\nthree", " ", "four") == [["one", "two"], ["three"], ["four"]]
