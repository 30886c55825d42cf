"""Which permissions the built-in roles carry in a new organization."""

ALL_PERMISSIONS: dict[str, str] = {
    "organizations.view": "See the organization, its legal entities, people and roles.",
    "organizations.manage": "Change the organization, its legal entities and bank accounts.",
    "organizations.manage_people": "Invite and remove people, give and take roles, make and revoke API keys.",
    "customers.view": "See customers, their contacts and their history.",
    "customers.manage": "Add and change customers, contacts and addresses.",
    "customers.merge": "Merge two customers into one.",
    "ledger.view": "See journal, trial balance and periods.",
    "ledger.manage_accounts": "Rename accounts and map them to another general ledger.",
    "ledger.post_entries": "Post and reverse journal entries by hand.",
    "ledger.manage_rates": "Enter exchange rates.",
    "ledger.close_period": "Close a period.",
    "ledger.reopen_period": "Reopen a closed period.",
    "ledger.export": "Hand entries over to another general ledger.",
    "receivables.view": "See open items, aging and statements.",
    "receivables.record_items": "Record debts and credits by hand.",
    "receivables.allocate": "Settle debts with credits, and undo it.",
    "receivables.dispute": "Mark a part of an item as disputed.",
    "receivables.extend_due_date": "Give an item a later due date.",
    "receivables.write_off": "Ask for a write-off, and do it within the limit.",
    "receivables.approve_write_off": "Approve or decline the write-off that somebody else asked for.",
    "receivables.revalue": "Revalue items in foreign currencies at month-end.",
    "invoicing.view": "See drafts and issued documents.",
    "invoicing.manage": "Add tax codes, rates and payment terms.",
    "invoicing.draft": "Draft and change documents, and delete drafts.",
    "invoicing.issue": "Issue documents.",
    "invoicing.credit": "Credit issued documents.",
    "payments.view": "See payments, returns and refunds.",
    "payments.record": "Record payments that came in, and that came back.",
    "payments.request_refund": "Ask for a refund.",
    "payments.approve_refund": "Approve or decline the refund that somebody else asked for.",
    "disputes.view": "See what customers contest.",
    "disputes.manage": "Open and end disputes.",
    "importing.import": "Bring in files of customers, invoices, payments and snapshots.",
    "importing.approve_snapshot": "Let a snapshot through that shrank suspiciously.",
}

_VIEW = frozenset(name for name in ALL_PERMISSIONS if name.endswith(".view"))

DEFAULT_ROLES: dict[str, frozenset[str]] = {
    "owner": frozenset(ALL_PERMISSIONS),
    "AR manager": frozenset(ALL_PERMISSIONS) - {"organizations.manage", "organizations.manage_people"},
    "credit manager": _VIEW
    | {
        "customers.manage",
        "receivables.dispute",
        "receivables.extend_due_date",
        "receivables.write_off",
        "receivables.approve_write_off",
        "payments.approve_refund",
        "disputes.manage",
    },
    "collector": _VIEW | {"customers.manage", "receivables.dispute", "receivables.write_off", "disputes.manage"},
    "cash applier": _VIEW
    | {
        "importing.import",
        "receivables.record_items",
        "receivables.allocate",
        "receivables.write_off",
        "payments.record",
        "payments.request_refund",
    },
    "biller": _VIEW
    | {
        "customers.manage",
        "importing.import",
        "receivables.record_items",
        "invoicing.manage",
        "invoicing.draft",
        "invoicing.issue",
        "invoicing.credit",
    },
    "sales": frozenset({"customers.view", "receivables.view"}),
    "auditor": _VIEW,
}
