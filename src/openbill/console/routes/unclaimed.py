"""Credits that nobody claims: the clocks, the letters, the rules, and what is handed over to states."""

from openbill.console.page import Route
from openbill.console.pages.settings.unclaimed_rules import (
    change_holder,
    list_rules,
    set_rule,
    show_holder,
    show_new_rule,
    take_rule_back,
)
from openbill.console.pages.unclaimed.hand_overs import (
    ask_to_hand_over,
    let_hand_over_through,
    list_hand_overs,
    pay,
    show_hand_over,
    show_report,
    turn_hand_over_down,
    undo,
)
from openbill.console.pages.unclaimed.list_unclaimed import list_unclaimed, write_all_letters, write_letter
from openbill.console.pages.unclaimed.show_unclaimed import (
    record_answer,
    record_contact,
    record_return,
    show_answer,
    show_contact,
    show_unclaimed,
    take_answer_back,
    take_contact_back,
    take_return_back,
)

VIEW, MANAGE, RULES, APPROVE = (f"unclaimed.{act}" for act in ("view", "manage", "manage_rules", "approve"))
CREDIT = "unclaimed/<uuid:unclaimed_id>"
HAND_OVER = "hand-overs/<uuid:hand_over_id>"

ROUTES = (
    Route("unclaimed", "unclaimed", VIEW, list_unclaimed),
    Route("unclaimed/letters", "unclaimed-letters", MANAGE, write_all_letters, is_act=True),
    Route("unclaimed/report/<str:jurisdiction>.csv", "unclaimed-report", VIEW, show_report),
    Route(CREDIT, "unclaimed-credit", VIEW, show_unclaimed),
    Route(f"{CREDIT}/letter", "unclaimed-letter", MANAGE, write_letter, is_act=True),
    Route(f"{CREDIT}/answer", "owner-answer", MANAGE, show_answer, act=record_answer),
    Route(f"{CREDIT}/answer/withdraw", "withdraw-answer", MANAGE, take_answer_back, is_act=True),
    Route(f"{CREDIT}/contact", "owner-contact", MANAGE, show_contact, act=record_contact),
    Route(
        "owner-contacts/<uuid:owner_contact_id>/withdraw", "withdraw-contact", MANAGE, take_contact_back, is_act=True
    ),
    Route(f"{CREDIT}/return", "owner-return", MANAGE, record_return, is_act=True),
    Route(f"{CREDIT}/return/withdraw", "withdraw-return", MANAGE, take_return_back, is_act=True),
    Route("hand-overs", "hand-overs", VIEW, list_hand_overs),
    Route("hand-overs/request", "request-hand-over", MANAGE, ask_to_hand_over, is_act=True),
    Route(HAND_OVER, "hand-over", VIEW, show_hand_over),
    Route(f"{HAND_OVER}/approve", "approve-hand-over", APPROVE, let_hand_over_through, is_act=True),
    Route(f"{HAND_OVER}/decline", "decline-hand-over", APPROVE, turn_hand_over_down, is_act=True),
    Route(f"{HAND_OVER}/pay", "pay-hand-over", APPROVE, pay, is_act=True),
    Route(f"{HAND_OVER}/undo", "undo-hand-over", APPROVE, undo, is_act=True),
    Route("settings/unclaimed", "unclaimed-rules", VIEW, list_rules),
    Route("settings/unclaimed/new", "new-unclaimed-rule", RULES, show_new_rule, act=set_rule),
    Route("settings/unclaimed/withdraw", "withdraw-unclaimed-rule", RULES, take_rule_back, is_act=True),
    Route(
        "settings/unclaimed/companies/<uuid:legal_entity_id>", "change-holder", RULES, show_holder, act=change_holder
    ),
)
