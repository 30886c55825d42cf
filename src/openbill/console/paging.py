"""Pages of a list, and links that keep everything else of an address as it is."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest

ROWS = 30


@dataclass(frozen=True, slots=True)
class Paging:
    """Which rows a page shows, of how many; of more than are counted where `is_more`."""

    number: int
    count: int
    rows: int = ROWS
    is_more: bool = False

    @property
    def first(self) -> int:
        return (self.number - 1) * self.rows + 1 if self.count else 0

    @property
    def last(self) -> int:
        return min(self.number * self.rows, self.count)

    @property
    def all_are(self) -> str:
        """How many "all" are, for a form that acts on all; nothing where they were not counted to the end."""
        return "" if self.is_more else str(self.count)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.last < self.count else None


def page_number(request: HttpRequest) -> int:
    """The page that is asked for, from 1; whatever is no number is the first."""
    text = request.GET.get("page", "")
    return max(int(text), 1) if text.isdecimal() and len(text) < 7 else 1


def address_with(request: HttpRequest, **changed: object) -> str:
    """The address of this page with some parameters changed; those that are None or blank are left out."""
    parameters = {name: value for name, value in request.GET.items() if name not in changed}
    parameters |= {name: str(value) for name, value in changed.items() if value not in (None, "")}
    return f"?{urlencode(parameters)}"


def kept(request: HttpRequest, *names: str) -> list[tuple[str, str]]:
    """What of an address a search form sends along with what is typed in it."""
    return [(name, value) for name in names if (value := request.GET.get(name))]


def without_place(address: str) -> str:
    """What an address says about a list, but for the page that was looked at; the same address always in one form."""
    kept = {name: value for name, value in parse_qsl(address) if name not in ("page", "behind", "format")}
    return urlencode(sorted(kept.items()))
