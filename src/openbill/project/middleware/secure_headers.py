"""What every answer forbids the browser."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        # The QR code of a second factor is a picture inside the page.
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
    )
)
"""No script and no style inside a page: what somebody managed to write into one is never run."""


class SecureHeaders:
    """Set the headers that keep pages from being framed, sniffed, cached by strangers or fed with scripts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._is_encrypted = settings.CONFIGURATION.url.startswith("https://")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        if self._is_encrypted:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if not request.path.startswith("/static/"):
            # Figures of one person must not come out of a cache for the next one.
            headers["Cache-Control"] = "private, no-store"
        return response
