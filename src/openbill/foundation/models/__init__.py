"""The tables of the foundation."""

from openbill.foundation.models.command_log import CommandLogEntry, PersonalPayload, SubjectKey
from openbill.foundation.models.event import StoredEvent
from openbill.foundation.models.number_series import NumberSeries

__all__ = ["CommandLogEntry", "NumberSeries", "PersonalPayload", "StoredEvent", "SubjectKey"]
