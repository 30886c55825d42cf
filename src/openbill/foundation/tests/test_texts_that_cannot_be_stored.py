"""A text that no database keeps is refused by every command, by name and place, before anything is done."""

import pytest
from tests.support.database import fingerprint
from tests.support.organizations import an_organization

from openbill.customers.commands.create_customer import create_customer
from openbill.foundation.errors import TextNotStorable


@pytest.mark.parametrize("wrong", ["\0", chr(0xD800), chr(0xDCFF)])
def test_is_refused_and_nothing_done(wrong: str):
    firm = an_organization()
    before = fingerprint(firm.id)
    with pytest.raises(TextNotStorable, match=rf'U\+{ord(wrong):04X}, which no database keeps: "Bau\?haus"'):
        create_customer(name=f"Bau{wrong}haus", context=firm.context())
    assert fingerprint(firm.id) == before


def test_words_that_look_like_an_escape_are_words():
    firm = an_organization()
    assert create_customer(name=r"C:\u0000\ud800", context=firm.context())
