"""In which language, and in whose time, a page is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation


class ReaderLanguage:
    """The language that the person chose, else the one that the browser asks for, else English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._known = dict(settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = self._language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def _language_of(self, request: HttpRequest) -> str:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen in self._known:
            return chosen
        for asked in request.headers.get("Accept-Language", "").lower().split(","):
            language = asked.partition(";")[0].strip().partition("-")[0]
            if language in self._known:
                return language
        return settings.LANGUAGE_CODE
