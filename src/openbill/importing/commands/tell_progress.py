"""Tell how far a file came, while it is brought in."""

import threading
from types import TracebackType
from typing import Self
from uuid import UUID

from django.db import connections

from openbill.foundation.tenancy import scope
from openbill.importing.models import ImportUpload

SECONDS_BETWEEN = 0.5


class ToldProgress:
    """Hears (step, done, total) and writes the latest twice a second, over a connection of its own.

    The import's own is busy with its COPY, and its transactions end late. Progress is no act of anybody, and would
    fill the log: so it is no command.
    """

    def __init__(self, organization_id: UUID, upload_id: UUID) -> None:
        self._organization_id, self._upload_id = organization_id, upload_id
        self._latest: dict[str, object] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._tell, name="progress of an import", daemon=True)

    def __call__(self, step: str, done: int, total: int) -> None:
        self._latest = {"step": step, "done": done, "total": total}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _tell(self) -> None:
        told: dict[str, object] = {}
        try:
            while not self._ended.wait(SECONDS_BETWEEN):
                if self._latest != told:
                    told = self._latest
                    with scope(self._organization_id):
                        ImportUpload.objects.filter(organization_id=self._organization_id, id=self._upload_id).update(
                            progress=told
                        )
        finally:
            connections.close_all()
