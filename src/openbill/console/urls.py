"""Every address of the console; each part of the menu names its own."""

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

ROUTES = (
    *everywhere.ROUTES,
    *customers.ROUTES,
    *day.ROUTES,
    *money.ROUTES,
    *debits.ROUTES,
    *online.ROUTES,
    *unclaimed.ROUTES,
    *books.ROUTES,
    *payer_accounts.ROUTES,
    *firm.ROUTES,
)

urlpatterns = [route.pattern for route in ROUTES]
