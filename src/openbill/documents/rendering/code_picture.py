"""A code to scan, as a picture."""

import re

import segno

MASK = 2
QUIET_ZONE = 2
"""White modules on each side; the panel around the code gives the others of the four that ISO/IEC 18004 asks for."""

_DARK = re.compile(rb"\x01+")


def code_picture(payload: str) -> str:
    """A QR code with error correction M, as EPC069-12 wants it, as SVG of one path.

    The mask is fixed. Any of the eight can be read; to weigh them against each other takes five times as long as
    all the rest. This one has the least penalty (ISO/IEC 18004, 7.8.3) on average over such payloads, 4 % more than
    the best of each.
    """
    code = segno.make_qr(payload, error="m", boost_error=False, encoding="utf-8", mask=MASK)
    rows = code.matrix
    side = len(rows) + 2 * QUIET_ZONE
    path = "".join(
        f"M{bar.start() + QUIET_ZONE} {top}h{bar.end() - bar.start()}v1h-{bar.end() - bar.start()}z"
        for top, row in enumerate(rows, QUIET_ZONE)
        for bar in _DARK.finditer(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>'
    )
