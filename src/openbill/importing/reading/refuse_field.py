"""Why one row is not taken, with the field it is about."""


class FieldRefused(Exception):
    """A field of a row cannot be taken."""

    def __init__(self, field: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason
        self.remedy = remedy


class RowIgnored(Exception):
    """A row is right and says nothing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
