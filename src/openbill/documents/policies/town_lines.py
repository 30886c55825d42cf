"""Where the postal code stands in an address."""

CODE_AFTER_REGION = frozenset({"US", "CA", "AU", "NZ", "IN", "PR"})
CODE_ON_ITS_OWN_LINE = frozenset({"GB", "IE", "GG", "JE", "IM", "GI"})


def town_lines(country: str, *, postal_code: str, city: str, region: str) -> tuple[str, ...]:
    """Town, region and postal code as lines, as the post of a country wants them; blank parts are left out.

    Source: Universal Postal Union, Postal addressing systems. Most countries write the code before the town.
    """
    if country in CODE_AFTER_REGION:
        lines: tuple[str, ...] = (_joined(city, region, postal_code),)
    elif country in CODE_ON_ITS_OWN_LINE:
        lines = (city, region, postal_code)
    else:
        lines = (_joined(postal_code, city), region)
    return tuple(line for line in lines if line)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
