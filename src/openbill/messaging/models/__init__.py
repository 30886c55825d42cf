"""The tables of messaging."""

from openbill.messaging.models.delivery_attempt import DeliveryAttempt
from openbill.messaging.models.message import Message, MessageAttachment
from openbill.messaging.models.message_template import MessageTemplate
from openbill.messaging.models.suppression import Suppression

__all__ = ["DeliveryAttempt", "Message", "MessageAttachment", "MessageTemplate", "Suppression"]
