"""How a list is sorted."""

from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from django.http import HttpRequest

from openbill.console.choices import choice

By = TypeVar("By", bound=StrEnum)


class Sorting(NamedTuple, Generic[By]):
    by: By
    descending: bool


def sorting(request: HttpRequest, kind: type[By], usual: By, *, goes_down: bool = True) -> Sorting[By]:
    """The sorting of an address; the usual one, from the greatest down or up, where it says nothing."""
    by = choice(request, "sort", kind, usual)
    order = request.GET.get("order", "desc" if by == usual and goes_down else "asc")
    return Sorting(by, order == "desc")
