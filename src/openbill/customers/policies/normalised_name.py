"""Under which spelling a name is searched for."""

import re
import unicodedata
from functools import lru_cache

_FORMS = """
    ab ag aps as asa bv bvba corp corporation co company cv doo dd eg ehf eirl ek eurl ev gbr gmbh hf inc
    incorporated jsc kft kg kgaa kk lda limited llc llp lp ltd ltda mbh nv nyrt ohg oo ooo oy oyj partg plc
    pllc pte pty pvt rt sa sab sarl sas sasu sca scs se sl slu sia snc spa sro srl sp spol tmi ua ug uab vof
    zoo zrt
"""
_LEGAL_FORMS = frozenset(_FORMS.split())
"""Legal forms as words without dots: they say how a firm is owned, not who it is."""

_BETWEEN_FORMS = frozenset({"and", "z"})

_LETTERS_THAT_DO_NOT_FOLD = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "&": " and ",
    }
)
_DOTS_AND_APOSTROPHES = re.compile(r"[.'’`´]")
_NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=10_000)
def normalised_name(name: str) -> str:
    """Small letters without accents, punctuation and the legal form at the end.

    "Müller & Söhne GmbH" is "muller and sohne". A name of legal forms only keeps them: it would be empty
    otherwise. Normalising twice changes nothing.
    """
    if name.isascii():
        text = name.lower().replace("&", " and ")
    else:
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
        text = "".join(letter for letter in folded if not unicodedata.combining(letter))
        text = text.translate(_LETTERS_THAT_DO_NOT_FOLD)
    words = _NO_WORD.sub(" ", _DOTS_AND_APOSTROPHES.sub("", text)).split()
    return " ".join(_without_legal_form(words) or words)


def _without_legal_form(words: list[str]) -> list[str]:
    """The words up to the legal form at the end; "GmbH & Co. KG" is one."""
    end = len(words)
    while end and (words[end - 1] in _LEGAL_FORMS or (end < len(words) and words[end - 1] in _BETWEEN_FORMS)):
        end -= 1
    return words[:end]
