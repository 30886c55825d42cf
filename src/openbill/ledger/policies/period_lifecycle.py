"""The states of a period of the books.

Months are closed in order and reopened from the last one backwards, so that the books of a legal entity
always have one edge: everything up to a month is closed, everything after it is open.
"""

from openbill.primitives.lifecycle import Lifecycle

PERIOD_LIFECYCLE = Lifecycle(
    name="period",
    initial="open",
    transitions={
        ("open", "close"): "closed",
        ("closed", "reopen"): "open",
    },
)
