"""The accounts from which customers pay, as was learned."""

from openbill.console.page import Route
from openbill.console.pages.settings.payer_accounts import forget, list_payer_accounts

ROUTES = (
    Route("settings/matching/accounts", "payer-accounts", "cash_application.view", list_payer_accounts),
    Route(
        "settings/matching/accounts/<uuid:payer_account_id>/forget",
        "forget-payer-account",
        "cash_application.configure",
        forget,
        is_act=True,
    ),
)
