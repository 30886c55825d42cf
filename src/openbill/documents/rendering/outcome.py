"""What became of one sheet of many."""

import traceback
from dataclasses import dataclass

from openbill.documents.errors import RenderingBroke
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.types import Sheet
from openbill.primitives.errors import Refusal


@dataclass(frozen=True, slots=True)
class Rendered:
    """The PDF of a sheet; `position` counts the sheets from 0, `name` is the sheet's."""

    position: int
    name: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class RenderingFailed:
    """A sheet that has no PDF, and why; `traceback` is filled where it is a fault of ours."""

    position: int
    name: str
    refusal: Refusal
    traceback: str = ""


def rendered_or_failed(position: int, sheet: Sheet) -> Rendered | RenderingFailed:
    """Render a sheet, whatever happens: the others shall have their turn."""
    try:
        return Rendered(position, sheet.name, render_pdf(sheet))
    except Refusal as refusal:
        return RenderingFailed(position, sheet.name, refusal)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of Typst is no Exception
        return broken(position, sheet, error)


def broken(position: int, sheet: Sheet, error: BaseException) -> RenderingFailed:
    """A sheet that met a fault of ours."""
    refusal = RenderingBroke(sheet=sheet.name, fault=f"{type(error).__name__}: {error}")
    return RenderingFailed(position, sheet.name, refusal, "".join(traceback.format_exception(error)))
