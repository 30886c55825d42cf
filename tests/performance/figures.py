"""One figure of the bench: a name, a value, and the limit that it must keep."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value. Without a limit it is told for the record."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    is_minimum: bool = False

    @property
    def is_kept(self) -> bool:
        if self.limit is None:
            return True
        return self.value >= self.limit if self.is_minimum else self.value <= self.limit

    def __str__(self) -> str:
        limit = "-" if self.limit is None else f"{'>=' if self.is_minimum else '<='} {self.limit:g}"
        return f"{self.name:<44} {self.value:>12,.3f} {self.unit:<8} {limit:<10} {'ok' if self.is_kept else 'short'}"
