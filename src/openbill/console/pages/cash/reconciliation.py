"""Banks and books: whether the books hold what the banks say, and what is not settled between the two."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.cash_application.queries.reconciliation import MOST_OUTSTANDING, outstanding, reconciliations
from openbill.console.reader import Reader


def show_reconciliation(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Each account with its closing balance, and what is outstanding."""
    rows = outstanding(MOST_OUTSTANDING + 1)
    return render(
        request,
        "console/cash/reconciliation.html",
        {
            "accounts": reconciliations(reader.today),
            "outstanding": rows[:MOST_OUTSTANDING],
            "is_more": len(rows) > MOST_OUTSTANDING,
            "most": MOST_OUTSTANDING,
        },
    )
