"""Customers: the list, each one's page, and what is known of it."""

from openbill.console.page import Route
from openbill.console.pages.calls.log_call import keep_call, nobody_answered, show_call
from openbill.console.pages.customers.addresses import keep_address, show_address
from openbill.console.pages.customers.contacts import (
    add_person,
    change_person,
    remove_person,
    show_contact,
    show_new_contact,
)
from openbill.console.pages.customers.edit_customer import (
    add_customer,
    change_what_is_known,
    show_change_of_customer,
    show_new_customer,
)
from openbill.console.pages.customers.group_and_merge import (
    leave_group,
    merge,
    put_into_group,
    show_merge,
    show_parent,
)
from openbill.console.pages.customers.list_customers import list_customers
from openbill.console.pages.customers.show_customer import show_customer
from openbill.console.pages.customers.statement import show_statement
from openbill.console.pages.customers.terms import give_terms, show_terms
from openbill.console.pages.items.acts_on_several import dispute, promise, show_dispute, show_promise

ROUTES = (
    Route("customers", "customers", "customers.view", list_customers),
    Route("customers/new", "new-customer", "customers.manage", show_new_customer, act=add_customer),
    Route("customers/<uuid:customer_id>", "customer", "customers.view", show_customer),
    Route("customers/<uuid:customer_id>/terms", "customer-terms", "invoicing.manage", show_terms, act=give_terms),
    Route(
        "customers/<uuid:customer_id>/change",
        "change-customer",
        "customers.manage",
        show_change_of_customer,
        act=change_what_is_known,
    ),
    Route(
        "customers/<uuid:customer_id>/people/new", "new-contact", "customers.manage", show_new_contact, act=add_person
    ),
    Route(
        "customers/<uuid:customer_id>/people/<uuid:contact_id>",
        "contact",
        "customers.manage",
        show_contact,
        act=change_person,
    ),
    Route(
        "customers/<uuid:customer_id>/people/<uuid:contact_id>/remove",
        "remove-contact",
        "customers.manage",
        remove_person,
        is_act=True,
    ),
    Route(
        "customers/<uuid:customer_id>/addresses/<slug:purpose>",
        "address",
        "customers.manage",
        show_address,
        act=keep_address,
    ),
    Route("customers/<uuid:customer_id>/group", "parent", "customers.manage", show_parent, act=put_into_group),
    Route("customers/<uuid:customer_id>/group/leave", "leave-group", "customers.manage", leave_group, is_act=True),
    Route("customers/<uuid:customer_id>/merge", "merge-customer", "customers.merge", show_merge, act=merge),
    Route("customers/<uuid:customer_id>/statement.pdf", "statement", "receivables.view", show_statement),
    Route(
        "customers/<uuid:customer_id>/statement-<int:position>.pdf", "statement-of", "receivables.view", show_statement
    ),
    Route("customers/<uuid:customer_id>/promise", "promise-several", "collections.work", show_promise, act=promise),
    Route("customers/<uuid:customer_id>/dispute", "dispute-several", "disputes.manage", show_dispute, act=dispute),
    Route("customers/<uuid:customer_id>/calls", "log-call", "collections.work", show_call, act=keep_call),
    Route(
        "customers/<uuid:customer_id>/calls/no-answer",
        "nobody-answered",
        "collections.work",
        nobody_answered,
        is_act=True,
    ),
)
