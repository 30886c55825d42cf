"""Days of six digits, as text formats write them."""

from datetime import date

from openbill.cash_application.reading.place import Place

_FIRST_YEAR = 1980


def day_of_six(text: str, place: Place) -> date:
    """YYMMDD, from 1980 to 2079."""
    try:
        day = date.fromisoformat(f"20{text[:2]}-{text[2:4]}-{text[4:]}")
        return day if day.year < _FIRST_YEAR + 100 else day.replace(year=day.year - 100)
    except ValueError:
        raise place.refusal(reason=f'"{text[:40]}" is no date') from None
