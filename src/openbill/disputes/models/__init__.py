"""The tables of disputes."""

from openbill.disputes.models.dispute import Dispute, DisputedItem

__all__ = ["Dispute", "DisputedItem"]
