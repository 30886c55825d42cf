"""Choices that this browser remembers for a year."""

from django.http import HttpRequest, HttpResponse

SECONDS_OF_A_YEAR = 365 * 24 * 3600


def remember(answer: HttpResponse, request: HttpRequest, name: str, value: str) -> None:
    """Have the browser send a value with each request from now on; no script can read it."""
    answer.set_cookie(name, value, max_age=SECONDS_OF_A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
