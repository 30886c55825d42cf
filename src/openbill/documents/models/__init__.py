"""The tables of documents."""

from openbill.documents.models.letterhead import Letterhead
from openbill.documents.models.stored_file import StoredFile

__all__ = ["Letterhead", "StoredFile"]
