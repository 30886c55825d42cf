"""Forget uploaded files that are done with."""

from datetime import datetime, timedelta

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.importing.models import ImportUpload

KEPT = timedelta(days=30)


@command(permission="importing.import")
def forget_uploads(*, before: datetime, context: Context) -> int:
    """Forget the files that nobody has touched since an instant, with their rejects, and count them."""
    old = ImportUpload.objects.filter(organization_id=context.organization_id, changed_at__lt=before)
    count, _ = old.delete()
    return count
