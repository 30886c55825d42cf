"""Every language has every label, with the same values in it."""

from string import Formatter

from openbill.documents.rendering.words import languages, printed_language, words_of


def values_in(label: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(label) if name is not None}


def test_four_languages_are_there():
    assert languages() == {"en", "de", "fr", "es"}


def test_all_languages_have_the_same_keys():
    english = words_of("en").labels
    for language in languages():
        assert words_of(language).labels.keys() == english.keys(), language


def test_a_label_takes_the_same_values_in_all_languages():
    english = words_of("en").labels
    for language in languages():
        labels = words_of(language).labels
        assert {key: values_in(label) for key, label in labels.items()} == {
            key: values_in(label) for key, label in english.items()
        }, language


def test_no_label_is_blank():
    for language in languages():
        assert all(label.strip() for label in words_of(language).labels.values()), language


def test_the_language_is_the_first_part_of_a_tag_or_english():
    asked = ("de", "DE-at", "de_CH", "en-US", "fr-CA", "it", "")
    assert [printed_language(tag) for tag in asked] == ["de", "de", "de", "en", "fr", "en", "en"]
