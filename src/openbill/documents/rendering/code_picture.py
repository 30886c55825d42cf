"""A code to scan, as a picture."""

import segno

MASK = 2
QUIET_ZONE = 2
"""White modules on each side; the panel around the code gives the others of the four that ISO/IEC 18004 asks for."""


def code_picture(payload: str) -> str:
    """A QR code with error correction M, as EPC069-12 wants it, as SVG of one path.

    The mask is fixed. Any of the eight can be read; to weigh them against each other takes five times as long as
    all the rest.
    """
    code = segno.make_qr(payload, error="m", boost_error=False, encoding="utf-8", mask=MASK)
    rows = code.matrix
    side = len(rows) + 2 * QUIET_ZONE
    path = "".join(_bars(row, number + QUIET_ZONE) for number, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>'
    )


def _bars(row: bytearray, top: int) -> str:
    """The dark modules of a row, as many as touch in one bar."""
    bars, left = [], 0
    for run in row.translate(_AS_TEXT).decode().replace("10", "1 0").replace("01", "0 1").split():
        if run[0] == "1":
            bars.append(f"M{left + QUIET_ZONE} {top}h{len(run)}v1h-{len(run)}z")
        left += len(run)
    return "".join(bars)


_AS_TEXT = bytes.maketrans(b"\x00\x01", b"01")
