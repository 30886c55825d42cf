"""What stands on every sheet around its content: sender, address, facts beside it, footer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from openbill.documents.policies.readable_colour import checked_colour, readable_colour
from openbill.documents.rendering.language import Language
from openbill.documents.rendering.printable import printable, printable_lines
from openbill.documents.rendering.printed_logo import printed_logo
from openbill.documents.types import Recipient, Seller

# Letters of a word that fit: beside a label, into the window, into a column of the footer.
IN_A_FACT, IN_THE_WINDOW, IN_THE_FOOTER = 18, 40, 36

# A title names the file, where nothing breaks.
A_TITLE = 1_000

Page = dict[str, Any]
Fact = tuple[str, str]


def letterhead(
    seller: Seller, recipient: Recipient, language: Language, *, title: str, day: date, facts: Sequence[Fact]
) -> Page:
    """The part of a page that `frame.typ` lays out. `title` names the file and heads every page but the first.

    Facts without a value are left out. Raises AccentColourWrong, LogoTooLarge and LogoUnreadable.
    """
    accent, name = checked_colour(seller.accent_colour), printable(seller.name, longest_word=A_TITLE)
    return {
        "title": " – ".join(part for part in (title, name) if part),
        "running-title": title,
        "author": name,
        "date": [day.year, day.month, day.day],
        "language": language.words.language,
        "paper": str(seller.paper),
        "accent": accent,
        "accent-ink": readable_colour(accent),
        "logo": None if seller.logo is None else printed_logo(seller.logo),
        "seller": printable(name, longest_word=IN_THE_WINDOW),
        "return-line": " · ".join(_window_lines(seller.name, *seller.address_lines)),
        "name-lines": _window_lines(recipient.name),
        "address": _address(recipient, language),
        "facts": [[label, printable(value, longest_word=IN_A_FACT)] for label, value in facts if value.strip()],
        "footer": _footer(seller, language),
        "page-words": _page_words(language),
    }


def _address(recipient: Recipient, language: Language) -> list[str]:
    attention = recipient.attention.strip()
    to_person = language.words.say("fact.attention", name=attention) if attention else ""
    return _window_lines(to_person, *recipient.address_lines)


def _window_lines(*texts: str) -> list[str]:
    return printable_lines(*texts, longest_word=IN_THE_WINDOW)


def _footer(seller: Seller, language: Language) -> list[list[str]]:
    vat_number = language.words.say("page.vat_number", number=seller.vat_number) if seller.vat_number else ""
    columns = (
        (seller.name, *seller.address_lines),
        (seller.phone, seller.email, seller.website),
        (seller.registration, vat_number),
    )
    return [printable_lines(*texts, longest_word=IN_THE_FOOTER) for texts in columns]


def _page_words(language: Language) -> list[str]:
    """What stands before, between and after the two numbers: Typst alone knows them."""
    before, rest = language.words["page.number"].split("{page}")
    between, after = rest.split("{pages}")
    return [before, between, after]
