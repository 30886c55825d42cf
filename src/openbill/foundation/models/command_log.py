"""What was done, by whom, when, in which order; and the personal part of it, apart."""

from django.db import models

from openbill.foundation.tenancy import TenantModel


class CommandLogEntry(TenantModel):
    """One command that took effect. Written once, finished once, sealed once, never changed."""

    name = models.TextField()
    actor_kind = models.TextField()
    actor_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    idempotency_key = models.TextField(null=True)
    input = models.JSONField()
    input_digest = models.BinaryField()
    nested = models.JSONField(default=list)
    result = models.JSONField(null=True)
    is_finished = models.BooleanField(default=False)
    sequence = models.BigIntegerField(null=True)
    sealed_at = models.DateTimeField(null=True)
    previous_hash = models.BinaryField(null=True)
    hash = models.BinaryField(null=True)

    class Meta:
        db_table = "command_log"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "idempotency_key"], name="command_log_key_is_used_once"),
            models.UniqueConstraint(fields=["organization_id", "sequence"], name="command_log_sequence_is_unique"),
            models.CheckConstraint(
                name="command_log_is_sealed_as_a_whole",
                condition=models.Q(sequence=None, sealed_at=None, previous_hash=None, hash=None)
                | models.Q(
                    sequence__isnull=False,
                    sealed_at__isnull=False,
                    previous_hash__isnull=False,
                    hash__isnull=False,
                    is_finished=True,
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "recorded_at", "id"],
                name="command_log_unsealed",
                condition=models.Q(sequence=None),
            ),
            models.Index(fields=["organization_id", "sealed_at"], name="command_log_sealed_at"),
            models.Index(fields=["organization_id", "name", "id"], name="command_log_name"),
            # Jobs and answers to events are many, and nobody asks for them by who did them or when.
            models.Index(
                fields=["organization_id", "id"], name="command_log_of_people", condition=~models.Q(actor_kind="system")
            ),
            models.Index(
                fields=["organization_id", "actor_id", "id"],
                name="command_log_actor",
                condition=~models.Q(actor_kind="system"),
            ),
            models.Index(
                fields=["organization_id", "recorded_at", "id"],
                name="command_log_recorded",
                condition=~models.Q(actor_kind="system"),
            ),
        ]


class SubjectKey(TenantModel):
    """The key of one data subject's personal payload; to forget the person is to destroy it."""

    wrapped_key = models.TextField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "subject_key"


class PersonalPayload(TenantModel):
    """The personal arguments of one command, encrypted under the key of their subject."""

    command_id = models.UUIDField()
    subject_id = models.UUIDField()
    ciphertext = models.BinaryField()

    class Meta:
        db_table = "personal_payload"
        indexes = [
            models.Index(fields=["organization_id", "command_id"], name="personal_payload_command"),
            models.Index(fields=["organization_id", "subject_id"], name="personal_payload_subject"),
        ]
