"""A text with its placeholders filled in."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from jinja2 import Template, TemplateError, TemplateSyntaxError

from openbill.messaging.errors import PlaceholderUnknown, TemplateBroken
from openbill.messaging.policies.template_filters import BUDGET, Budget, NotPossible
from openbill.messaging.policies.template_language import NamesOfTemplate, NameUnknown, TextEnvironment, confine
from openbill.messaging.types import RenderedText, TemplateText

LONGEST_TEMPLATE = 100_000
LONGEST_SUBJECT = 250
LONGEST_TEXT = 200_000
"""Characters of what comes out."""

_COMPILED_TEXTS_KEPT = 512
_FILE = "<template of a message>"


def render_template(text: TemplateText, values: Mapping[str, Any], *, name: str) -> RenderedText:
    """Fill in subject, body and, where there is one, HTML, in which values are escaped.

    Values are texts, whole numbers, Decimals, None (prints nothing), and lists and mappings of them; amounts and days
    come as texts, written for the language. Each name that a template says must be given, also where a
    condition leaves it out; what may be missing is given blank. `name` is how refusals call the template.

    Raises TemplateBroken and PlaceholderUnknown, naming part and line.
    """
    return RenderedText(
        subject=_filled(text.subject, values, LONGEST_SUBJECT, part="subject", name=name).strip(),
        body=_filled(text.body, values, LONGEST_TEXT, part="body", name=name),
        html=_filled(text.html, values, LONGEST_TEXT, part="HTML", name=name) if text.html else "",
    )


@dataclass(frozen=True)
class _Compiled:
    template: Template
    names: NamesOfTemplate


_text, _html = TextEnvironment(is_html=False), TextEnvironment(is_html=True)


def _filled(source: str, values: Mapping[str, Any], longest: int, *, part: str, name: str) -> str:
    compiled = None
    try:
        compiled = _compiled(source, part == "HTML")
        missing = compiled.names.needed.keys() - values.keys()
        if missing:
            first = min(missing, key=lambda each: (compiled.names.needed[each], each))
            raise NameUnknown(first, list(values), compiled.names.needed[first])
        return _rendered(compiled.template, values, longest)
    except NameUnknown as error:
        line = error.line or _line(compiled, error.__traceback__)
        placeholder = compiled.names.paths.get((line, error.name), error.name) if compiled else error.name
        raise PlaceholderUnknown(
            part=part, template=name, line=line, placeholder=placeholder, nearest=error.nearest,
            known=", ".join(error.known) or "none",
        ) from None  # fmt: skip
    except NotPossible as error:
        line, problem = error.line or _line(compiled, error.__traceback__), error.problem
    except TemplateSyntaxError as error:
        line, problem = error.lineno, (error.message or "it cannot be read").rstrip(".")
    except TemplateError as error:
        line, problem = _line(compiled, error.__traceback__), (error.message or "it fails").rstrip(".")
    except TypeError as error:
        line, problem = _line(compiled, error.__traceback__), "a value is of another kind than is needed there"
    except ValueError:
        line, problem = 1, "a number in it cannot be read"
    except (ArithmeticError, NameError):
        # What is too large is infinite, and has no name in the code that comes of it.
        line, problem = 1, "a number in it is too large"
    except (SyntaxError, RecursionError, MemoryError):
        line, problem = 1, "it is nested too deeply"
    raise TemplateBroken(part=part, template=name, line=line, problem=problem)


@functools.lru_cache(maxsize=_COMPILED_TEXTS_KEPT)
def _compiled(source: str, is_html: bool) -> _Compiled:
    if len(source) > LONGEST_TEMPLATE:
        raise NotPossible(f"it has more than {LONGEST_TEMPLATE:,} characters", 1)
    environment = _html if is_html else _text
    tree = environment.parse(source)
    names = confine(tree)
    return _Compiled(Template.from_code(environment, environment.compile(tree, filename=_FILE), {}), names)


def _rendered(template: Template, values: Mapping[str, Any], longest: int) -> str:
    context = template.new_context({**values, BUDGET: Budget()})
    pieces, length = [], 0
    for piece in template.root_render_func(context):
        length += len(piece)
        if length > longest:
            raise NotPossible(f"what comes out has more than {longest:,} characters")
        pieces.append(piece)
    return "".join(pieces)


def _line(compiled: _Compiled | None, trace: TracebackType | None) -> int:
    """The line of the template whose code an error went through; the first where it did not get that far."""
    line = 1
    while compiled and trace is not None:
        if trace.tb_frame.f_code.co_filename == _FILE:
            line = compiled.template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line
