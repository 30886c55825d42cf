"""What a logo is to the templates, where text alone gets in: an SVG as it is, a PNG inside of one."""

import re
import struct
from base64 import b64encode
from dataclasses import dataclass
from xml.etree import ElementTree

from openbill.documents.errors import LogoTooLarge, LogoUnreadable

LARGEST_BYTES = 256 * 1024
LARGEST_SIDE = 2_000
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG_ROOT = "{http://www.w3.org/2000/svg}svg"
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|pt|mm|cm|in|em|)\s*")
_HREF = ("href", "{http://www.w3.org/1999/xlink}href")
_LINK_IN_STYLE = re.compile(r"""url\(\s*['"]?(?!#|data:)|@import""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LogoPicture:
    """A logo as SVG, with its width in heights."""

    svg: str
    width_by_height: float


def logo_picture(logo: bytes) -> LogoPicture:
    """A logo as SVG that needs no other file. Raises LogoTooLarge and LogoUnreadable."""
    if len(logo) > LARGEST_BYTES:
        raise LogoTooLarge(size=len(logo), largest=LARGEST_BYTES)
    return _of_png(logo) if logo.startswith(_PNG) else _of_svg(logo)


def _of_png(logo: bytes) -> LogoPicture:
    # Whether the rest is whole is for whoever decodes it to say.
    if len(logo) < 24 or logo[12:16] != b"IHDR":
        raise LogoUnreadable(reason="the PNG is cut off")
    width, height = struct.unpack(">II", logo[16:24])
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        raise LogoUnreadable(reason=f"it has {width} by {height} pixels, and {LARGEST_SIDE} on a side are possible")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><image width="{width}"'
        f' height="{height}" href="data:image/png;base64,{b64encode(logo).decode()}"/></svg>'
    )
    return LogoPicture(svg, width / height)


def _of_svg(logo: bytes) -> LogoPicture:
    try:
        text = logo.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LogoUnreadable(reason="it is neither a PNG nor an SVG in UTF-8") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise LogoUnreadable(reason="the SVG declares a document type")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - without a document type there are no entities to expand
    except ElementTree.ParseError as error:
        raise LogoUnreadable(reason=f"it is neither a PNG nor an SVG ({error})") from None
    if root.tag != _SVG_ROOT:
        raise LogoUnreadable(reason="it is XML, but not an SVG")
    for element in root.iter():
        links = [element.get(name, "#") for name in _HREF]
        styles = [element.get("style", ""), (element.text or "") if element.tag.endswith("}style") else ""]
        if not all(link.startswith(("#", "data:")) for link in links) or _LINK_IN_STYLE.search(" ".join(styles)):
            raise LogoUnreadable(reason="the SVG shows something from another file")
    return LogoPicture(text, _svg_width_by_height(root))


def _svg_width_by_height(root: ElementTree.Element) -> float:
    box = [float(part) for part in re.findall(r"-?[0-9]*\.?[0-9]+", root.get("viewBox", ""))]
    lengths = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
    if lengths[0] is not None and lengths[1] is not None and lengths[0][2] == lengths[1][2]:
        width, height = float(lengths[0][1]), float(lengths[1][1])
    elif len(box) == 4:
        width, height = box[2], box[3]
    else:
        raise LogoUnreadable(reason="the SVG does not say how wide and high it is")
    if width <= 0 or height <= 0:
        raise LogoUnreadable(reason="the SVG has no area")
    return width / height
