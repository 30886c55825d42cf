"""The tables of documents."""

from openbill.documents.models.stored_file import StoredFile

__all__ = ["StoredFile"]
