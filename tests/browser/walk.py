"""Walking through the console by its links, as a person does who wants to see everything once."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

MOST_OF_A_KIND = 6
"""So many pages of one route are opened to find links on them; what they show is alike."""

FILES = (".pdf", ".csv", ".xml")


class _Links(HTMLParser):
    """The addresses that a page leads to by reading: its links, and its forms that only ask."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self.found.append(values["href"] or "")
        if tag == "form" and values.get("method") == "get" and values.get("action"):
            self.found.append(values["action"] or "")


@dataclass
class Walked:
    """Where the walk came: for each route its first address, and its first one that asks for something (`?`)."""

    plain: dict[str, str] = field(default_factory=dict)
    asking: dict[str, str] = field(default_factory=dict)

    @property
    def routes(self) -> set[str]:
        return {*self.plain, *self.asking}


def walk(paths: dict[str, str], open_page: Callable[[str], str | None], *, begin: str = "/") -> Walked:
    """Follow every link, from the home page on or from another one.

    `paths` gives the path of each route by its name, as Django writes it; `open_page` gives the HTML behind an
    address, None where there is no page. Files are named, and not opened.
    """
    patterns = {name: _pattern(path) for name, path in paths.items()}
    walked, opened = Walked(), dict.fromkeys(paths, 0)
    seen, waiting = {begin}, deque([begin])
    while waiting:
        address = waiting.popleft()
        place = urlsplit(address)
        name = next((name for name, pattern in patterns.items() if pattern.fullmatch(place.path)), None)
        if name is None or opened[name] == MOST_OF_A_KIND:
            continue
        opened[name] += 1
        page = None if place.path.endswith(FILES) else open_page(address)
        if page is None and not place.path.endswith(FILES):
            continue
        (walked.asking if place.query else walked.plain).setdefault(name, address)
        for link in _Links(page or "").found:
            onward = urljoin(address, link).partition("#")[0]
            if onward.startswith("/") and "format=csv" not in onward and onward not in seen:
                seen.add(onward)
                waiting.append(onward)
    return walked


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"<[a-z]+:[a-z_]+>", path)
    return re.compile("/" + "[^/.]+".join(map(re.escape, parts)))
