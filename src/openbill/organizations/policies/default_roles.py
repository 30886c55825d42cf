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
    },
    "collector": _VIEW | {"customers.manage", "receivables.dispute", "receivables.write_off"},
    "cash applier": _VIEW
    | {"importing.import", "receivables.record_items", "receivables.allocate", "receivables.write_off"},
    "biller": _VIEW | {"customers.manage", "importing.import", "receivables.record_items"},
    "sales": frozenset({"customers.view", "receivables.view"}),
    "auditor": _VIEW,
}
