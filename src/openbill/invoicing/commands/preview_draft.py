"""What a draft would come to, before it is kept."""

from openbill.foundation.context import Context
from openbill.foundation.rehearsal import rehearsed
from openbill.invoicing.commands.draft_invoices import draft_invoices
from openbill.invoicing.commands.load_drafts import load_drafts
from openbill.invoicing.commands.price_drafts import PricedBy, ReadyToIssue
from openbill.invoicing.types import NewDraft


def preview_draft(draft: NewDraft, *, context: Context) -> ReadyToIssue:
    """What a draft would come to if it were issued today: figures, due dates, discounts. Nothing of it is kept.

    Raises what drafting and pricing refuse.
    """

    def price() -> ReadyToIssue:
        (draft_id,) = draft_invoices(drafts=[draft], context=context)
        return PricedBy(None, context).price(load_drafts([draft_id], None, context=context)[draft_id])

    return rehearsed(price, context.organization_id)
