"""What a load balancer or a supervisor asks: is the process alive, and can it work."""

import logging

from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse, JsonResponse

logger = logging.getLogger(__name__)


def alive(_request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return JsonResponse({"status": "alive"})


def ready(_request: HttpRequest) -> HttpResponse:
    """200 where the database answers, 503 where it does not; nothing is told about why."""
    try:
        for alias in ("default", "sign_in"):
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1")
    except DatabaseError:
        logger.warning("The database does not answer.", exc_info=True)
        connections.close_all()
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ready"})
