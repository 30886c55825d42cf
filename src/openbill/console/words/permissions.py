"""What roles and permissions are called, and by which words they are grouped."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLES: dict[str, str | Promise] = {
    "owner": _("Owner"),
    "AR manager": _("AR manager"),
    "credit manager": _("Credit manager"),
    "collector": _("Collector"),
    "cash applier": _("Cash applier"),
    "biller": _("Biller"),
    "sales": _("Sales"),
    "auditor": _("Auditor"),
}
"""The built-in roles; an organization's own are called as it calls them."""

AREAS: dict[str, str | Promise] = {
    "organizations": _("Firm"),
    "customers": _("Customers"),
    "ledger": _("Books"),
    "receivables": _("Open items"),
    "invoicing": _("Invoices"),
    "payments": _("Payments"),
    "gateways": _("Payment gateways"),
    "cash_application": _("Bank"),
    "direct_debits": _("Direct debits"),
    "unclaimed": _("Unclaimed credits"),
    "disputes": _("Disputes"),
    "collections": _("Reminders"),
    "messaging": _("Messages"),
    "importing": _("Imports"),
}

PERMISSIONS: dict[str, str | Promise] = {
    "organizations.view": _("See the firm, its companies, people and roles"),
    "organizations.manage": _("Change the firm, its companies and bank accounts"),
    "organizations.manage_people": _("Invite and remove people, give and take roles, make and revoke API keys"),
    "customers.view": _("See customers, their contacts and their history"),
    "customers.view_all": _("See all customers; without it only those that one looks after"),
    "customers.manage": _("Add and change customers, contacts and addresses"),
    "customers.merge": _("Merge two customers into one"),
    "ledger.view": _("See journal, trial balance and periods"),
    "ledger.manage_accounts": _("Rename accounts and map them to another general ledger"),
    "ledger.post_entries": _("Post and reverse journal entries by hand"),
    "ledger.manage_rates": _("Enter exchange rates"),
    "ledger.close_period": _("Close a period"),
    "ledger.reopen_period": _("Reopen a closed period"),
    "ledger.export": _("Hand entries over to another general ledger"),
    "receivables.view": _("See open items, aging and statements"),
    "receivables.record_items": _("Record debts and credits by hand"),
    "receivables.allocate": _("Settle debts with credits, and undo it"),
    "receivables.extend_due_date": _("Give an item a later due date"),
    "receivables.write_off": _("Ask for a write-off, and do it within the limit"),
    "receivables.approve_write_off": _("Approve or decline the write-off that somebody else asked for"),
    "receivables.revalue": _("Revalue items in foreign currencies at month-end"),
    "invoicing.view": _("See drafts and issued documents"),
    "invoicing.manage": _("Add tax codes, rates and payment terms"),
    "invoicing.draft": _("Draft and change documents, and delete drafts"),
    "invoicing.issue": _("Issue documents"),
    "invoicing.credit": _("Credit issued documents"),
    "payments.view": _("See payments, returns and refunds"),
    "payments.record": _("Record payments that came in, and that came back"),
    "payments.request_refund": _("Ask for a refund"),
    "payments.approve_refund": _("Approve or decline the refund that somebody else asked for"),
    "gateways.view": _("See payment requests, their tries, and what gateways pay out"),
    "gateways.request": _("Ask customers for payment by a link, and take it back"),
    "gateways.manage": _("Connect and disconnect payment gateways"),
    "cash_application.view": _("See bank statements, and how receipts were matched"),
    "cash_application.import": _("Bring in bank statements and remittance advices"),
    "cash_application.post": _("Decide what bank lines are, and undo it"),
    "cash_application.configure": _("Say how far lines are posted by themselves, and what payers may be short"),
    "direct_debits.view": _("See mandates, direct debits and the files of refunds"),
    "direct_debits.manage": _("Add and change mandates, prepare direct debits and tell payers of them"),
    "direct_debits.submit": _("Make files for the bank: of direct debits and of refunds"),
    "direct_debits.settle": _("Take the bank's word on direct debits and transfers: paid, refused, came back"),
    "unclaimed.view": _("See credits that nobody claims, and what was handed over to states"),
    "unclaimed.manage": _("Write to owners, record what they answer, and ask for credits to be handed over"),
    "unclaimed.manage_rules": _("Set the rules by which credits are handed over"),
    "unclaimed.approve": _("Approve or decline the handing over that somebody else asked for, pay it, and undo it"),
    "disputes.view": _("See what customers contest"),
    "disputes.manage": _("Open and end disputes"),
    "collections.view": _("See reminders, promises, tasks and the call list"),
    "collections.run": _("Run the day: remind customers and judge promises"),
    "collections.work": _("Record promises, withdraw them, and close tasks"),
    "messaging.view": _("See messages, the outbox, templates and suppressed addresses"),
    "messaging.compose": _("Compose and cancel messages, and suppress addresses"),
    "messaging.send": _("Send messages, release or discard held ones, and settle uncertain ones"),
    "messaging.manage": _("Set templates, lift suppressions, and turn safe mode on and off"),
    "importing.import": _("Bring in files of customers, invoices, payments and snapshots"),
    "importing.approve_snapshot": _("Let a snapshot through that shrank suspiciously"),
}
"""Every permission in the reader's words; a test holds them together with those that there are."""


def role_word(name: str) -> str:
    """What a role is called."""
    return str(ROLES.get(name, name))


def permissions_by_area() -> list[tuple[str, list[tuple[str, str]]]]:
    """(area, permissions with their words), in the order of the areas."""
    return [
        (str(title), [(code, str(text)) for code, text in PERMISSIONS.items() if code.partition(".")[0] == area])
        for area, title in AREAS.items()
    ]
