"""Keep a file that is to be brought in, until it is."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.importing.errors import FileIsEmpty, UploadTooLarge
from openbill.importing.models import ImportUpload
from openbill.importing.policies.plain_file_name import plain_file_name
from openbill.importing.policies.upload_lifecycle import UPLOAD

LARGEST_BYTES = 64 * 2**20


@command(permission="importing.import", summarised=("content",))
def keep_upload(*, file_name: str, content: bytes, context: Context) -> UUID:
    """Keep the bytes of a file as they came; nothing of it is read yet. Raises FileIsEmpty and UploadTooLarge."""
    name = plain_file_name(file_name)
    if not content:
        raise FileIsEmpty(path=name)
    if len(content) > LARGEST_BYTES:
        raise UploadTooLarge(file_name=name, limit_mb=LARGEST_BYTES // 2**20)
    upload = ImportUpload(
        organization_id=context.organization_id,
        file_name=name,
        size=len(content),
        content=content,
        state=UPLOAD.initial,
        uploaded_at=context.at,
        changed_at=context.at,
        command_id=context.running_command_id,
    )
    upload.save(force_insert=True)
    return upload.id
