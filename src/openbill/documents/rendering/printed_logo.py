"""The logo of a sheet, proven once to be one that can be printed."""

import json
from datetime import date
from functools import lru_cache
from typing import Any

import typst

from openbill.documents.errors import LogoUnreadable
from openbill.documents.policies.logo_picture import logo_picture
from openbill.documents.rendering.compiler import compiled

LARGEST_WIDTH_MM, LARGEST_HEIGHT_MM = 70, 16
ANY_DAY = date(2000, 1, 1)


@lru_cache(maxsize=64)
def printed_logo(logo: bytes) -> dict[str, Any]:
    """A PNG or SVG as text, with the width and height (mm) in which it is printed.

    Raises LogoTooLarge and LogoUnreadable, also for what only the attempt to print it shows: a picture that is
    damaged, drawings without end, letters that no shipped font has.
    """
    picture = logo_picture(logo)
    width = min(LARGEST_WIDTH_MM, LARGEST_HEIGHT_MM * picture.width_by_height)
    size = {"width": round(width, 3), "height": round(width / picture.width_by_height, 3)}
    page = {"svg": picture.svg, **size}
    try:
        compiled("logo", json.dumps(page), ANY_DAY)
    except typst.TypstError as error:
        raise LogoUnreadable(reason=error.message) from None
    return page
