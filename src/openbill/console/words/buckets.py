"""What the steps of age are called."""

from django.utils.translation import gettext_lazy as _

BUCKETS = (_("Not due"), _("1–30 days"), _("31–60 days"), _("61–90 days"), _("Over 90 days"))
"""By step: not due, then one for each of the usual buckets."""
