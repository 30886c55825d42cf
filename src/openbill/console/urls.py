"""Every address of the console; each part of the menu names its own."""

from openbill.console.page import Route
from openbill.console.routes import (
    books,
    customers,
    day,
    debits,
    everywhere,
    firm,
    money,
    online,
    payer_accounts,
    unclaimed,
)

app_name = "console"

PARTS = (everywhere, customers, day, money, debits, online, unclaimed, books, payer_accounts, firm)
"""As the menu has them."""

ROUTES: tuple[Route, ...] = tuple(route for part in PARTS for route in part.ROUTES)

urlpatterns = [route.pattern for route in ROUTES]
