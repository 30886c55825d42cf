"""Why one cell cannot be taken."""


class CellRefused(Exception):
    """A cell cannot be taken; whoever knows its row and column makes a refused row of it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
