"""The tables of collections."""

from openbill.collections.models.call import Call
from openbill.collections.models.notice import ListedItem, Notice, NoticedItem
from openbill.collections.models.promise import Promise, PromisedItem
from openbill.collections.models.task import Task

__all__ = ["Call", "ListedItem", "Notice", "NoticedItem", "Promise", "PromisedItem", "Task"]
