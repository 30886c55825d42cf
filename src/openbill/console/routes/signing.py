"""The page that a link leads to by which a mandate is signed, without signing in."""

from openbill.console.pages.signing.sign_mandate import show_offer, show_sheet_of_link, sign_offered
from openbill.console.payer import LinkRoute
from openbill.direct_debits.queries.mandate_links import read_secret_of_mandate_link

MAY = frozenset({"direct_debits.manage"})
"""Its own mandate is signed, and nothing else that this permission covers."""

ROUTES = (
    LinkRoute("mandate/<str:secret>", "mandate", read_secret_of_mandate_link, show_offer, act=sign_offered, may=MAY),
    LinkRoute("mandate/<str:secret>/sheet.pdf", "sheet", read_secret_of_mandate_link, show_sheet_of_link),
)

app_name = "signing"
urlpatterns = [route.pattern for route in ROUTES]
