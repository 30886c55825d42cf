"""What documents refuse."""

from openbill.primitives.errors import Refusal


class GlyphsMissing(Refusal):
    """The {sheet} cannot be printed as it is written: {texts}."""

    remedy = "Write this in Latin, Greek, Cyrillic, Hebrew or Arabic letters and common signs."


class AccentColourWrong(Refusal):
    """{colour} is not a colour."""

    remedy = "Write a number sign and six hexadecimal digits, such as #0f4c5c."


class AddressTooLong(Refusal):
    """The address has {lines} lines."""

    remedy = "At most {most} fit on a sheet: street, postal code and town, and what else a letter needs to arrive."


class WebsiteWrong(Refusal):
    """{website} is not the address of a website."""

    remedy = "Give one such as www.example.com."


class LogoUnreadable(Refusal):
    """The logo cannot be printed: {reason}."""

    remedy = "Give a PNG, or an SVG that needs no other file."


class LogoTooLarge(Refusal):
    """The logo has {size} bytes, which would be part of every document."""

    remedy = "Give one of at most {largest} bytes: an SVG, or a PNG of about 800 pixels width."


class CreditorReferenceWrong(Refusal):
    """{reference} begins like a creditor reference of ISO 11649, but its check digits do not fit."""

    remedy = "Copy it once more, or leave RF out where it is another kind of reference."


class RenderingBroke(Refusal):
    """The {sheet} could not be rendered, by a fault of ours: {fault}."""

    remedy = "The other sheets are not affected. Report this message together with the sheet."


class RenderingProcessEnded(Refusal):
    """The process that rendered the {sheet} ended: {reason}."""

    remedy = "The other sheets are not affected. See whether the machine has memory left, and try again."


class FileEmpty(Refusal):
    """The file {file_name} is empty."""

    remedy = "Send it once more; nothing was kept."


class FileTooLarge(Refusal):
    """The file {file_name} has {size} bytes."""

    remedy = "At most {largest} bytes are kept as one file. Split it, or compress its pictures."


class FileNameBlank(Refusal):
    """A file has no name."""

    remedy = "Give the name under which it is to be saved, such as invoice-2026-0042.pdf."


class FileNameWrong(Refusal):
    """A file name has the character {character}."""

    remedy = "Give a name without folders and without characters that nobody sees."


class MediaTypeWrong(Refusal):
    """The file {file_name} has the media type {media_type!r}."""

    remedy = "Give a type and a subtype, such as application/pdf."


class StoredFileUnknown(Refusal):
    """There is no file {file_id}."""
