"""The settings of the firm."""

from openbill.console.page import Route
from openbill.console.pages.settings.bank_accounts import add_account, list_bank_accounts, show_new_bank_account
from openbill.console.pages.settings.csv_columns import find_out, forget, show_columns
from openbill.console.pages.settings.firm import (
    add_entity,
    change_entity,
    change_firm,
    show_change_of_entity,
    show_change_of_settings,
    show_new_entity,
    show_settings,
)
from openbill.console.pages.settings.keys import list_keys, make_key, revoke_key, show_new_key
from openbill.console.pages.settings.look import change_look, list_looks, show_look, show_sample
from openbill.console.pages.settings.mail import send_test_mail, show_mail, write_to_again
from openbill.console.pages.settings.matching import (
    change_reason_code,
    change_rule,
    change_tolerance,
    remove_reason_code,
    show_matching,
    show_reason_code,
    show_rule,
    show_tolerance,
)
from openbill.console.pages.settings.numbers import change_series, list_series, show_series
from openbill.console.pages.settings.people import (
    end_membership,
    give_role,
    invite,
    list_people,
    make_new_link,
    show_invitation,
    show_member,
    take_role,
)
from openbill.console.pages.settings.roles import add_role, change_permissions, list_roles, show_new_role, show_role
from openbill.console.pages.settings.taxes import (
    add_code,
    add_rate,
    list_taxes,
    show_new_tax_code,
    show_new_tax_rate,
)
from openbill.console.pages.settings.terms import add_terms, show_new_terms
from openbill.console.pages.settings.texts import change_text, list_texts, preview_text, restore_text, show_text

MOST_BYTES = 64 * 2**20
"""Of a bank's file."""

ROUTES = (
    Route("settings", "settings", "organizations.view", show_settings),
    Route("settings/firm", "change-settings", "organizations.manage", show_change_of_settings, act=change_firm),
    Route("settings/companies/new", "new-entity", "organizations.manage", show_new_entity, act=add_entity),
    Route(
        "settings/companies/<uuid:legal_entity_id>",
        "change-entity",
        "organizations.manage",
        show_change_of_entity,
        act=change_entity,
    ),
    Route("settings/companies/<uuid:legal_entity_id>/numbers", "document-numbers", "invoicing.view", list_series),
    Route(
        "settings/companies/<uuid:legal_entity_id>/numbers/<slug:kind>",
        "change-numbers",
        "organizations.manage",
        show_series,
        act=change_series,
    ),
    Route("settings/look", "looks", "organizations.view", list_looks),
    Route("settings/look/<uuid:legal_entity_id>", "change-look", "organizations.manage", show_look, act=change_look),
    Route("settings/look/<uuid:legal_entity_id>/sample.pdf", "sample-invoice", "organizations.view", show_sample),
    Route("settings/bank-accounts", "bank-accounts", "organizations.view", list_bank_accounts),
    Route(
        "settings/bank-accounts/new",
        "new-bank-account",
        "organizations.manage",
        show_new_bank_account,
        act=add_account,
    ),
    Route(
        "settings/bank-accounts/<uuid:bank_account_id>/csv",
        "csv-columns",
        "cash_application.configure",
        show_columns,
        act=find_out,
        most_bytes=MOST_BYTES,
    ),
    Route(
        "settings/bank-accounts/<uuid:bank_account_id>/csv/forget",
        "forget-csv-columns",
        "cash_application.configure",
        forget,
        is_act=True,
    ),
    Route("settings/taxes", "taxes", "invoicing.view", list_taxes),
    Route("settings/taxes/new", "new-tax-code", "invoicing.manage", show_new_tax_code, act=add_code),
    Route(
        "settings/taxes/<uuid:tax_code_id>/rate", "new-tax-rate", "invoicing.manage", show_new_tax_rate, act=add_rate
    ),
    Route("settings/terms/new", "new-terms", "invoicing.manage", show_new_terms, act=add_terms),
    Route("settings/matching", "matching", "cash_application.view", show_matching),
    Route("settings/matching/rule", "change-matching", "cash_application.configure", show_rule, act=change_rule),
    Route(
        "settings/matching/tolerance",
        "change-tolerance",
        "cash_application.configure",
        show_tolerance,
        act=change_tolerance,
    ),
    Route(
        "settings/matching/reason-code",
        "change-reason-code",
        "cash_application.configure",
        show_reason_code,
        act=change_reason_code,
    ),
    Route(
        "settings/matching/reason-code/remove",
        "remove-reason-code",
        "cash_application.configure",
        remove_reason_code,
        is_act=True,
    ),
    Route("settings/texts", "texts", "messaging.view", list_texts),
    Route("settings/texts/<slug:stage>/<slug:language>", "text", "messaging.manage", show_text, act=change_text),
    Route(
        "settings/texts/<slug:stage>/<slug:language>/preview",
        "preview-text",
        "messaging.manage",
        preview_text,
        is_act=True,
    ),
    Route(
        "settings/texts/<slug:stage>/<slug:language>/restore",
        "restore-text",
        "messaging.manage",
        restore_text,
        is_act=True,
    ),
    Route("settings/people", "people", "organizations.view", list_people),
    Route("settings/people/invite", "invite", "organizations.manage_people", show_invitation, act=invite),
    Route("settings/people/<uuid:user_id>", "member", "organizations.manage_people", show_member),
    Route("settings/people/<uuid:user_id>/link", "new-link", "organizations.manage_people", make_new_link, is_act=True),
    Route("settings/people/<uuid:user_id>/give", "give-role", "organizations.manage_people", give_role, is_act=True),
    Route("settings/people/<uuid:user_id>/take", "take-role", "organizations.manage_people", take_role, is_act=True),
    Route(
        "settings/people/<uuid:user_id>/remove",
        "remove-member",
        "organizations.manage_people",
        end_membership,
        is_act=True,
    ),
    Route("settings/roles", "roles", "organizations.view", list_roles),
    Route("settings/roles/new", "new-role", "organizations.manage_people", show_new_role, act=add_role),
    Route("settings/roles/<uuid:role_id>", "role", "organizations.manage_people", show_role, act=change_permissions),
    Route("settings/keys", "keys", "organizations.view", list_keys),
    Route("settings/keys/new", "new-key", "organizations.manage_people", show_new_key, act=make_key),
    Route(
        "settings/keys/<uuid:api_key_id>/revoke", "revoke-key", "organizations.manage_people", revoke_key, is_act=True
    ),
    Route("settings/mail", "mail", "messaging.view", show_mail),
    Route("settings/mail/test", "test-mail", "messaging.manage", send_test_mail, is_act=True),
    Route("settings/mail/lift", "lift-suppression", "messaging.manage", write_to_again, is_act=True),
)
