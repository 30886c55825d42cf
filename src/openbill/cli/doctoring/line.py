"""One line of the doctor: well, worth a look, or wrong; and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Line:
    grade: Grade
    what: str
    remedy: str = ""


def ok(what: str) -> Line:
    """A line about what is as it should be."""
    return Line(Grade.OK, what)


def warn(what: str, remedy: str) -> Line:
    """A line about what goes on, but should be looked at."""
    return Line(Grade.WARN, what, remedy)


def fail(what: str, remedy: str) -> Line:
    """A line about what is wrong."""
    return Line(Grade.FAIL, what, remedy)
