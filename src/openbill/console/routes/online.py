"""Online payments: links to pay, what was tried, what gateways pay out, and the gateways themselves."""

from openbill.console.page import Route
from openbill.console.pages.online.list_attempts import list_attempts
from openbill.console.pages.online.list_payouts import list_payouts, show_payout
from openbill.console.pages.online.list_requests import list_requests
from openbill.console.pages.online.new_request import make_request, show_new_request
from openbill.console.pages.online.new_requests import send_to_each, show_new_requests
from openbill.console.pages.online.refund_attempt import ask_for_refund, show_refund
from openbill.console.pages.online.saved_methods import end, switch
from openbill.console.pages.online.show_request import make_new_link, revoke, send, show_request
from openbill.console.pages.settings.gateway_notices import list_notices, read_again, set_aside
from openbill.console.pages.settings.gateways import connect, disconnect, list_gateways, show_new_gateway, try_key

ROUTES = (
    Route("online", "online", "gateways.view", list_requests),
    Route("online/new", "new-request", "gateways.request", show_new_request, act=make_request),
    Route("online/new/several", "new-requests", "gateways.request", show_new_requests, act=send_to_each),
    Route("online/tried", "tried", "gateways.view", list_attempts),
    Route(
        "online/tried/<uuid:attempt_id>/refund",
        "refund-attempt",
        "payments.request_refund",
        show_refund,
        act=ask_for_refund,
    ),
    Route("online/payouts", "payouts", "gateways.view", list_payouts),
    Route("online/payouts/<uuid:payout_id>", "payout", "gateways.view", show_payout),
    Route("online/<uuid:payment_request_id>", "payment-request", "gateways.view", show_request),
    Route("online/<uuid:payment_request_id>/link", "renew-link", "gateways.request", make_new_link, is_act=True),
    Route("online/<uuid:payment_request_id>/send", "send-link", "gateways.request", send, is_act=True),
    Route("online/<uuid:payment_request_id>/revoke", "revoke-request", "gateways.request", revoke, is_act=True),
    Route("methods/<uuid:method_id>/switch", "switch-method", "gateways.request", switch, is_act=True),
    Route("methods/<uuid:method_id>/end", "end-method", "gateways.request", end, is_act=True),
    Route("settings/gateways", "gateways", "gateways.view", list_gateways),
    Route("settings/gateways/new", "new-gateway", "gateways.manage", show_new_gateway, act=connect),
    Route("settings/gateways/notices", "gateway-notices", "gateways.view", list_notices),
    Route("settings/gateways/notices/<uuid:notice_id>/read", "read-notice", "gateways.manage", read_again, is_act=True),
    Route(
        "settings/gateways/notices/<uuid:notice_id>/aside",
        "set-notice-aside",
        "gateways.manage",
        set_aside,
        is_act=True,
    ),
    Route("settings/gateways/<uuid:account_id>/try", "try-gateway", "gateways.manage", try_key, is_act=True),
    Route(
        "settings/gateways/<uuid:account_id>/disconnect",
        "disconnect-gateway",
        "gateways.manage",
        disconnect,
        is_act=True,
    ),
)
