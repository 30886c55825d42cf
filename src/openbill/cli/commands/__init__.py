"""The table of commands: each is one file here and one line below."""

from openbill.cli.lazy_group import Entry
from openbill.cli.needs import Needs

COMMANDS = (
    Entry(
        "create-organization",
        "openbill.cli.commands.create_organization:create_organization",
        "Found a new organization.",
    ),
    Entry(
        "add-bank-account",
        "openbill.cli.commands.add_bank_account:add_bank_account",
        "Add an account on which customers pay.",
    ),
    Entry(
        "set-letterhead",
        "openbill.cli.commands.set_letterhead:set_letterhead",
        "Say how invoices, statements and letters look.",
    ),
    Entry(
        "organizations",
        "openbill.cli.commands.organizations:organizations",
        "List the organizations of this installation.",
    ),
    Entry(
        "import",
        "openbill.cli.commands.import_:import_",
        "Bring in a file of customers, invoices, payments or open items.",
    ),
    Entry(
        "approve-snapshot",
        "openbill.cli.commands.approve_snapshot:approve_snapshot",
        "Let a snapshot through that shrank suspiciously.",
    ),
    Entry(
        "decline-snapshot",
        "openbill.cli.commands.decline_snapshot:decline_snapshot",
        "Turn a snapshot down that shrank suspiciously.",
    ),
    Entry(
        "run-day",
        "openbill.cli.commands.run_day:run_day",
        "Remind customers, judge promises, and say whom to call first.",
    ),
    Entry(
        "report",
        "openbill.cli.commands.report:report",
        "Show aging, debts, changes, statement, trial balance or journal of any day.",
        Needs.NOTHING,
    ),
    Entry(
        "tasks",
        "openbill.cli.commands.tasks:tasks",
        "See and close what the day left to people.",
        Needs.NOTHING,
    ),
    Entry(
        "mail",
        "openbill.cli.commands.mail:mail",
        "See what goes out to customers, and let it go or keep it back.",
        Needs.NOTHING,
    ),
    Entry(
        "pdf",
        "openbill.cli.commands.pdf:pdf",
        "Write invoices, statements and reminders as PDF files.",
        Needs.NOTHING,
    ),
    Entry("set-rate", "openbill.cli.commands.set_rate:set_rate", "Enter an exchange rate."),
    Entry("close-period", "openbill.cli.commands.close_period:close_period", "Close a month of the books."),
    Entry(
        "reopen-period",
        "openbill.cli.commands.reopen_period:reopen_period",
        "Reopen the last closed month of the books.",
    ),
    Entry(
        "export-gl",
        "openbill.cli.commands.export_gl:export_gl",
        "Hand journal entries over to another general ledger, as CSV.",
    ),
    Entry("demo", "openbill.cli.commands.demo:demo", "Make a demo company with two years of business."),
    Entry(
        "import-statement",
        "openbill.cli.commands.import_statement:import_statement",
        "Bring bank statements in.",
    ),
    Entry(
        "csv-mapping",
        "openbill.cli.commands.csv_mapping:csv_mapping",
        "Say how the CSV files of a bank account are read.",
        Needs.NOTHING,
    ),
    Entry(
        "debits",
        "openbill.cli.commands.debits:debits",
        "Collect by direct debit, send refunds, and take the bank's answers.",
        Needs.NOTHING,
    ),
    Entry(
        "import-remittance",
        "openbill.cli.commands.import_remittance:import_remittance",
        "Bring in what payers write about their payments.",
    ),
    Entry(
        "unclaimed-report",
        "openbill.cli.commands.unclaimed_report:unclaimed_report",
        "Write the report of credits nobody claims to a state.",
    ),
    Entry("bench", "openbill.cli.commands.bench:bench", "Measure on generated data.", Needs.NOTHING),
    Entry("verify", "openbill.cli.commands.verify:verify", "Prove that log, books and receivables are right."),
    Entry("serve", "openbill.server.serve:serve", "Serve the console, jobs and schedule."),
    Entry("invite", "openbill.cli.commands.invite:invite", "Let a person sign in."),
    Entry(
        "api-key",
        "openbill.cli.commands.api_key:api_key",
        "Make, list and revoke the keys of programs.",
        Needs.NOTHING,
    ),
    Entry(
        "gateway",
        "openbill.cli.commands.gateway:gateway",
        "Connect, list and disconnect payment gateways.",
        Needs.NOTHING,
    ),
    Entry("worker", "openbill.worker.work:worker", "Run the jobs that wait, until it is stopped."),
    Entry(
        "migrate",
        "openbill.cli.commands.migrate:migrate",
        "Bring the database to this version.",
        Needs.SERVER,
    ),
    Entry("backup", "openbill.cli.commands.backup:backup", "Write everything into one file, while running."),
    Entry(
        "restore",
        "openbill.cli.commands.restore:restore",
        "Bring a backup back, all or nothing.",
        Needs.SERVER,
    ),
    Entry("doctor", "openbill.cli.commands.doctor:doctor", "Look for what is wrong here.", Needs.NOTHING),
    Entry(
        "stop",
        "openbill.cli.commands.stop:stop",
        "Stop the embedded PostgreSQL, whoever uses it.",
        Needs.CONFIGURATION,
    ),
)
"""In the order in which help shows them."""
