"""The picture of a code has the modules of the code."""

import re

import segno

from openbill.documents.rendering.code_picture import MASK, QUIET_ZONE, code_picture

PAYLOAD = "BCD\n002\n1\nSCT\n\nRed Cross of Belgium\nBE72000000001616\nEUR1.00\n\nRF18539007547034"


def test_every_dark_module_is_drawn_once():
    code = segno.make_qr(PAYLOAD, error="m", boost_error=False, encoding="utf-8", mask=MASK)
    assert code.designator == "5-M"
    side = len(code.matrix) + 2 * QUIET_ZONE
    picture = code_picture(PAYLOAD)
    assert f'viewBox="0 0 {side} {side}"' in picture
    drawn = [
        (int(left) + step, int(top))
        for left, top, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", picture)
        for step in range(int(length))
    ]
    dark = [
        (left + QUIET_ZONE, top + QUIET_ZONE)
        for top, row in enumerate(code.matrix)
        for left, module in enumerate(row)
        if module
    ]
    assert sorted(drawn) == sorted(dark)


def test_the_longest_payload_fits_into_version_13():
    code = segno.make_qr("x" * 331, error="m", boost_error=False, encoding="utf-8", mask=MASK)
    assert code.version == 13
