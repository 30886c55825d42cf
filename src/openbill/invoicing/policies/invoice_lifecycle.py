"""The states of a document that bills."""

from openbill.primitives.lifecycle import Lifecycle

INVOICE_LIFECYCLE = Lifecycle("invoice", "draft", {("draft", "issue"): "issued"})
"""A draft is changed and deleted at will; what was issued is corrected by another document only."""
