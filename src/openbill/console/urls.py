"""Every address of the console, one line each."""

from openbill.console.page import MEMBER, Route
from openbill.console.pages import home
from openbill.console.pages.account import choose_language, choose_organization
from openbill.console.pages.aging import show_aged_items, show_aging
from openbill.console.pages.customers import list_customers, show_customer
from openbill.console.pages.search import find

app_name = "console"

ROUTES = (
    Route("", "home", MEMBER, home.show),
    Route("find", "find", "customers.view", find),
    Route("customers", "customers", "customers.view", list_customers),
    Route("customers/<uuid:customer_id>", "customer", "customers.view", show_customer),
    Route("aging", "aging", "receivables.view", show_aging),
    Route("aging/items", "aged-items", "receivables.view", show_aged_items),
    Route("organization", "choose-organization", MEMBER, choose_organization, is_act=True),
    Route("language", "choose-language", MEMBER, choose_language, is_act=True),
)

urlpatterns = [route.pattern for route in ROUTES]
