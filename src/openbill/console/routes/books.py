"""The books: entries, months, hand-over, proof, imports and the log."""

from openbill.console.page import Route
from openbill.console.pages.audit import list_acts
from openbill.console.pages.books.exchange_rates import enter_rate, list_rates, show_new_rate
from openbill.console.pages.books.gl_export import download_batch, list_batches, make_batch, show_new_batch
from openbill.console.pages.books.journal import list_entries, show_entry
from openbill.console.pages.books.manual_entry import post_entry, show_new_entry, take_entry_back
from openbill.console.pages.books.periods import close_month, list_periods, reopen_month, show_closing, show_reopening
from openbill.console.pages.books.trial_balance import show_trial_balance
from openbill.console.pages.books.verification import show_verification, verify
from openbill.console.pages.imports.list_imports import MOST_BYTES_OF_A_FORM, approve_run, list_imports, upload_file
from openbill.console.pages.imports.read_upload import choose_reading, show_reading
from openbill.console.pages.imports.upload import bring_in, discard, download_rejects, show_progress, show_upload

ROUTES = (
    Route("journal", "journal", "ledger.view", list_entries),
    Route("journal/new", "new-entry", "ledger.post_entries", show_new_entry, act=post_entry),
    Route("journal/<uuid:entry_id>", "entry", "ledger.view", show_entry),
    Route("journal/<uuid:entry_id>/reverse", "reverse-entry", "ledger.post_entries", take_entry_back, is_act=True),
    Route("trial-balance", "trial-balance", "ledger.view", show_trial_balance),
    Route("periods", "periods", "ledger.view", list_periods),
    Route("periods/<uuid:legal_entity_id>/close", "close-month", "ledger.close_period", show_closing, act=close_month),
    Route(
        "periods/<uuid:legal_entity_id>/reopen",
        "reopen-month",
        "ledger.reopen_period",
        show_reopening,
        act=reopen_month,
    ),
    Route("rates", "rates", "ledger.view", list_rates),
    Route("rates/new", "new-rate", "ledger.manage_rates", show_new_rate, act=enter_rate),
    Route("verification", "verification", "ledger.view", show_verification),
    Route("verification/run", "verify", "ledger.view", verify, is_act=True),
    Route("gl-export", "gl-export", "ledger.view", list_batches),
    Route("gl-export/new", "new-batch", "ledger.export", show_new_batch, act=make_batch),
    Route("gl-export/<uuid:batch_id>.csv", "batch", "ledger.view", download_batch),
    Route("imports", "imports", "importing.import", list_imports, act=upload_file, most_bytes=MOST_BYTES_OF_A_FORM),
    Route("imports/<uuid:upload_id>", "upload", "importing.import", show_upload),
    Route("imports/<uuid:upload_id>/progress", "upload-progress", "importing.import", show_progress),
    Route("imports/<uuid:upload_id>/reading", "upload-reading", "importing.import", show_reading, act=choose_reading),
    Route("imports/<uuid:upload_id>/bring-in", "bring-in", "importing.import", bring_in, is_act=True),
    Route("imports/<uuid:upload_id>/forget", "discard-upload", "importing.import", discard, is_act=True),
    Route("imports/<uuid:upload_id>/rejects.csv", "upload-rejects", "importing.import", download_rejects),
    Route(
        "imports/runs/<uuid:run_id>/approve",
        "approve-run",
        "importing.approve_snapshot",
        approve_run,
        is_act=True,
    ),
    Route("audit", "audit", "organizations.view", list_acts),
)
