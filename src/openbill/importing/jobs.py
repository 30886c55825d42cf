"""Bringing files in, in a worker."""

from datetime import datetime
from uuid import UUID

from django.db import connections
from procrastinate.contrib.django import app

from openbill.foundation.context import Actor, ActorKind, Context, operator_context
from openbill.importing.commands.move_upload import QUEUE, TASK
from openbill.importing.commands.run_upload import run_upload
from openbill.organizations.queries.context_of_user import context_of_user


@app.task(name=TASK, queue=QUEUE)
def bring_in_upload(*, organization_id: str, upload_id: str, actor_kind: str, actor_id: str) -> None:
    """Try out an uploaded file or bring it in, with the rights that whoever asked for it has now."""
    run_upload(UUID(upload_id), context=_context(UUID(organization_id), actor_kind, actor_id))


def organizations_with_uploads(before: datetime) -> list[UUID]:
    """The organizations with files that nobody has touched since an instant; asked as the maintenance role."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT organization_id FROM import_upload WHERE changed_at < %s", [before])
        return [row[0] for row in cursor.fetchall()]


def _context(organization_id: UUID, kind: str, actor_id: str) -> Context:
    if kind == ActorKind.USER:
        return context_of_user(organization_id, UUID(actor_id))
    if kind == ActorKind.OPERATOR:
        return operator_context(organization_id)
    actor = Actor(ActorKind(kind), UUID(actor_id) if actor_id else None)
    return Context(organization_id, actor, permissions=frozenset({"importing.import"}))
