"""Looking at a page: what is cut off, and which barriers it has."""

from functools import cache
from typing import Literal

from playwright.sync_api import Page, ViewportSize

from .conftest import AXE

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=800)

CUT = """(mayScroll) => {
  const found = [];
  const over = document.documentElement.scrollWidth - window.innerWidth;
  if (over > 0) {
    const widest = [...document.querySelectorAll("main *")].filter((each) => each.checkVisibility())
      .sort((one, other) => other.getBoundingClientRect().right - one.getBoundingClientRect().right)[0];
    found.push(`the page scrolls sideways by ${over}: ${widest?.outerHTML.slice(0, 120)}`);
  }
  for (const each of document.querySelectorAll(".num, .n0, .big")) {
    if (!each.checkVisibility() || !each.textContent.trim() || each.closest(".sr-only")) continue;
    // A number of a document gives way as names do.
    if (!each.matches(".num, .big") && !/\\d[.,]\\d\\d/.test(each.textContent)) continue;
    const text = document.createRange();
    text.selectNodeContents(each);
    const box = text.getBoundingClientRect();
    const told = each.textContent.trim().replace(/\\s+/g, " ").slice(0, 60);
    if (each.clientWidth && each.scrollWidth > each.clientWidth) found.push(`${told}: is cut`);
    for (let above = each.parentElement; above; above = above.parentElement) {
      if (getComputedStyle(above).overflowX === "visible") continue;
      const edge = above.getBoundingClientRect();
      if (box.right > edge.right + 1 || box.left < edge.left - 1) {
        if (mayScroll && above.tabIndex === 0 && above.scrollWidth > above.clientWidth) break;
        found.push(`${told}: is cut by ${above.tagName} ${above.className.slice(0, 60)}`);
        break;
      }
    }
  }
  return [...new Set(found)].slice(0, 8);
}"""
"""What of a page is cut: the page itself, or a figure that is not whole where it stands."""


SETTLED = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map((each) => each.finished));
}"""
"""Colours that glide from light to dark have arrived."""


def wrong_at(page: Page, address: str, *, may_scroll: bool = False) -> list[object]:
    """What is wrong with the page of an address, in one visit."""
    look_at(page, WIDE, "light")
    page.goto(address)
    return wrong_here(page, may_scroll=may_scroll)


def wrong_here(page: Page, *, may_scroll: bool = False) -> list[object]:
    """What is cut on a page at both widths, and which barriers it has, in light and in dark."""
    look_at(page, WIDE, "light")
    page.wait_for_function("() => !document.querySelector('.htmx-request')")
    # The page forbids scripts that are not its own, so the looking one comes through the browser's own door.
    page.evaluate(looking_script())
    wrong: list[object] = [("1280", each) for each in page.evaluate(CUT, may_scroll)]
    wrong += [("light", each) for each in barriers(page)]
    look_at(page, PHONE, "dark")
    wrong += [("360", each) for each in page.evaluate(CUT, may_scroll)]
    wrong += [("dark", each) for each in barriers(page)]
    return wrong


def look_at(page: Page, size: ViewportSize, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


@cache
def looking_script() -> str:
    return AXE.read_text(encoding="utf-8")


def barriers(page: Page) -> list[object]:
    """What axe finds: its rule, and for each place what is there and why it fails."""
    page.evaluate(SETTLED)
    options = {
        "runOnly": {"type": "tag", "values": LEVELS},
        "resultTypes": ["violations"],
        # Style and film from other hosts, which no page of ours has.
        "preload": False,
    }
    found = page.evaluate("options => axe.run(options)", options)
    return [
        (each["id"], [(node["html"][:160], node["failureSummary"][:240]) for node in each["nodes"]])
        for each in found["violations"]
    ]
