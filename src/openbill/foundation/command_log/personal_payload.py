"""The personal part of a command's input: kept apart, under a key of its subject, so that it can be forgotten."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet
from django.db import connection

from openbill.foundation.command_log.codec import canonical_bytes
from openbill.foundation.key_ring import key_ring
from openbill.foundation.models import PersonalPayload, SubjectKey


def keep_personal_payload(
    *, organization_id: UUID, command_id: UUID, subject_id: UUID, payload: Mapping[str, Any]
) -> None:
    """Store the personal arguments of a command under the key of the person or customer they tell about."""
    PersonalPayload.objects.create(
        organization_id=organization_id,
        command_id=command_id,
        subject_id=subject_id,
        ciphertext=_subject_cipher(organization_id, subject_id).encrypt(canonical_bytes(payload)),
    )


def read_personal_payload(*, organization_id: UUID, command_id: UUID) -> Mapping[str, Any] | None:
    """The personal arguments of a command; None where there were none, or where they were forgotten."""
    stored = PersonalPayload.objects.filter(organization_id=organization_id, command_id=command_id).first()
    if stored is None:
        return None
    key = SubjectKey.objects.get(organization_id=organization_id, id=stored.subject_id)
    if key.wrapped_key is None:
        return None
    cipher = Fernet(key_ring().decrypt(key.wrapped_key))
    payload: Mapping[str, Any] = json.loads(cipher.decrypt(bytes(stored.ciphertext)))
    return payload


def destroy_subject_key(*, organization_id: UUID, subject_id: UUID, at: datetime) -> None:
    """Make every personal payload of a subject unreadable for ever; the log and its chain stay as they are."""
    SubjectKey.objects.filter(organization_id=organization_id, id=subject_id).update(wrapped_key=None, erased_at=at)


def _subject_cipher(organization_id: UUID, subject_id: UUID) -> Fernet:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO subject_key (organization_id, id, wrapped_key) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [organization_id, subject_id, key_ring().encrypt(Fernet.generate_key())],
        )
    key = SubjectKey.objects.get(organization_id=organization_id, id=subject_id)
    if key.wrapped_key is None:
        # A forgotten subject stays forgotten: what comes later is sealed and its key thrown away at once.
        return Fernet(Fernet.generate_key())
    return Fernet(key_ring().decrypt(key.wrapped_key))


__all__ = ["destroy_subject_key", "keep_personal_payload", "read_personal_payload"]
