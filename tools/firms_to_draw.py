"""Found the firms that are drawn beside the demo company, in the home that OPENBILL_HOME names."""

import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

EMPTY, HUGE = "Brand New Ltd", "Wide Ltd"


def found_firms() -> None:
    """A firm in which nothing is yet, and the one with the longest names and the largest amounts; each once."""
    from openbill.cli.needs import Needs
    from openbill.cli.runtime import opened

    with opened("draw-screens", Needs.DATABASE, organization=None, is_debug=False):
        from tests.browser.wide_firm import make_wide_firm
        from tests.support.organizations import an_organization

        from openbill.organizations.queries.organizations import organizations

        known = {each.name for each in organizations()}
        if EMPTY not in known:
            an_organization(name=EMPTY)
        if HUGE not in known:
            make_wide_firm(date.today())  # noqa: DTZ011 - the day of the machine that draws


if __name__ == "__main__":
    found_firms()
