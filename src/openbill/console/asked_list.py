"""What the address of a list asks for, and what its page says of that: the same for all lists of rows of customers."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from django.http import HttpRequest

from openbill.console.columns import Table, shown_list
from openbill.console.csv_file import ALL_ROWS, is_csv
from openbill.console.narrowing import Narrowed, narrowed
from openbill.console.paging import ROWS, Paging, kept, page_number
from openbill.console.sorting import Sorting, sorting

By = TypeVar("By", bound=StrEnum)

LONGEST_TEXT = 200


class CountedPage(Protocol):
    """Some rows of a list, and how many there are, as far as they are counted."""

    @property
    def count(self) -> int: ...

    @property
    def is_more(self) -> bool: ...


@dataclass(frozen=True)
class AskedList(Generic[By]):
    """A list as it is asked for: one page of it, or all of it where a file is wanted."""

    request: HttpRequest
    sorting: Sorting[By]
    narrowed: Narrowed | None

    @property
    def is_file(self) -> bool:
        return is_csv(self.request)

    @property
    def arguments(self) -> dict[str, Any]:
        """What every query of such a list takes: text, customer_ids, by, descending, offset, limit."""
        return {
            "text": self.request.GET.get("q", "")[:LONGEST_TEXT],
            "customer_ids": self.narrowed.customer_ids if self.narrowed else None,
            "by": self.sorting.by,
            "descending": self.sorting.descending,
            "offset": 0 if self.is_file else (page_number(self.request) - 1) * ROWS,
            "limit": ALL_ROWS if self.is_file else ROWS,
        }

    def shown(
        self, table: Table, page: CountedPage, *, is_filtered: bool, keeps: Collection[str] = ()
    ) -> dict[str, Any]:
        """What the template of a list needs beside its filters; `keeps` names those that a search keeps."""
        return {
            **shown_list(self.request, table),
            "page": page,
            "paging": Paging(page_number(self.request), page.count, is_more=page.is_more),
            "narrowed": self.narrowed,
            "sorting": self.sorting,
            "kept": kept(self.request, "customer", *keeps, "sort", "order", "columns"),
            "is_narrowed": bool(self.request.GET.get("q") or self.narrowed or is_filtered),
        }


def asked_list(request: HttpRequest, by: type[By], usual: By, *, goes_down: bool = True) -> AskedList[By]:
    """What an address asks for. Raises CustomerUnknown."""
    return AskedList(request, sorting(request, by, usual, goes_down=goes_down), narrowed(request))


def text_and_customers(request: HttpRequest) -> dict[str, Any]:
    """Which rows a form means that acts on all that match: text and customer_ids."""
    of_customer = narrowed(request)
    customer_ids: Collection[UUID] | None = of_customer.customer_ids if of_customer else None
    return {"text": request.POST.get("q", "")[:LONGEST_TEXT], "customer_ids": customer_ids}
