"""The pages that a link leads to, without signing in: what is due, and the counter of the test gateway."""

from openbill.console.pages.paying.counter import press, show_counter
from openbill.console.pages.paying.paid import show_paid
from openbill.console.pages.paying.pay import pay, show_due
from openbill.console.pages.paying.sum_chosen import show_sum
from openbill.console.payer import LinkRoute
from openbill.gateways.queries.payment_requests import read_secret_of_link
from openbill.gateways.queries.payments_at_test_gateway import read_secret_of_test_page

ROUTES = (
    LinkRoute("pay/<str:secret>", "pay", read_secret_of_link, show_due, act=pay),
    LinkRoute("pay/<str:secret>/sum", "sum", read_secret_of_link, show_sum, reads_form=True),
    LinkRoute("pay/<str:secret>/done", "paid", read_secret_of_link, show_paid),
    LinkRoute("test-gateway/<str:secret>", "test-gateway", read_secret_of_test_page, show_counter, act=press),
)

app_name = "paying"
urlpatterns = [route.pattern for route in ROUTES]
