"""Why a whole file, or a mapping, is refused."""

from openbill.primitives.errors import Refusal


class FileCannotBeOpened(Refusal):
    """{path} cannot be read: {reason}."""

    remedy = "Check the path and that this user may read the file."


class FileIsEmpty(Refusal):
    """{path} is empty."""

    remedy = "Export it again, with a header line and at least one row."


class FileIsNotText(Refusal):
    """{path} is {format}, not a CSV file."""

    remedy = "Open it in the program that wrote it and save it as CSV (UTF-8)."


class NulByteInFile(Refusal):
    """{path} holds a NUL byte in line {line}, which no text has."""

    remedy = "The file is damaged or was cut off while it was written: export it again as CSV (UTF-8)."


class ByteCannotBeDecoded(Refusal):
    """{path} holds the byte 0x{byte:02X} in line {line}, which does not exist in {encoding}."""

    remedy = "Save the file as CSV (UTF-8), or state the encoding it was written in, such as cp1252 or cp850."


class EncodingIsNotKnown(Refusal):
    """{encoding!r} is not the name of an encoding."""

    remedy = "Write one such as utf-8, utf-16, cp1252, latin-1 or cp850."


class LineIsTooLong(Refusal):
    """{path} has a line of more than {limit} characters: line {line}."""

    remedy = "A row of an import is far shorter: check that the file is CSV with one row per line."


class HeaderIsNotRecognised(Refusal):
    """No line of {path} is recognised as the header of an import; found: {found}."""

    remedy = "The first line must name the columns. {needed}"


class ColumnIsMissing(Refusal):
    """{path} is read as {kind}, and no column gives the {missing}; found: {found}."""

    remedy = "Add the column, name it by a mapping, or state another kind of file."


class ColumnAppearsTwice(Refusal):
    """The header {header!r} stands over two columns of {path}: {first} and {second}."""

    remedy = "Rename or remove one of them."


class TooManyColumns(Refusal):
    """{path} has {count} columns; at most {limit} are read."""

    remedy = "Check the separator, or remove the columns that are not needed."


class CurrencyIsNotStated(Refusal):
    """{path} has no column for the currency."""

    remedy = "State the currency of its amounts, such as EUR, or add a column."


class ChoiceIsNotKnown(Refusal):
    """{value!r} is not a {choice}."""

    remedy = "Write one of: {known}."


class MappingDoesNotFit(Refusal):
    """The mapping {name!r} does not fit {path}: {missing}."""

    remedy = "Use the mapping for files with the same header, or save a new one under another name."


class MappingIsNotReadable(Refusal):
    """The mapping cannot be read: {reason}."""

    remedy = "Save it again from a file that is read as you wish."


class RejectsFileExists(Refusal):
    """{path} exists already."""

    remedy = "Move it away or name another file: what was refused earlier is not overwritten."


class RejectsCannotBeWritten(Refusal):
    """The file of refused rows {path} cannot be written: {reason}."""

    remedy = "Name a place where this user may write."


class NotASnapshot(Refusal):
    """{path} is read as {kind}; a snapshot is a list of open items."""

    remedy = "Export the open items, one row per item, with their open amounts."


class SnapshotIsOlder(Refusal):
    """A snapshot of {latest} is in the books already; one of {as_of} comes too late."""

    remedy = "Bring snapshots in by their dates; a newer one holds everything that an older one would say."


class SnapshotBesideAnother(Refusal):
    """Another snapshot is being brought in; this one has changed nothing."""

    remedy = "Bring it in when the other one has ended: what it would change depends on what is open then."


class SnapshotWaits(Refusal):
    """The snapshot waits for a person: {reasons}."""

    remedy = "Look at the file. If it is whole, approve it with: openbill approve-snapshot {run_id}. Then import it."


class SnapshotIsDeclined(Refusal):
    """The snapshot was declined, and nothing of it is brought in."""

    remedy = "Export it anew and import that; or approve it after all with: openbill approve-snapshot {run_id}"


class RunUnknown(Refusal):
    """There is no import {run_id}."""


class RunDoesNotWait(Refusal):
    """The import {run_id} is {state}; nothing of it waits for approval."""


class MappingUnknown(Refusal):
    """There is no mapping named {name}."""

    remedy = "Saved are: {known}. Save one while importing with --save-mapping NAME."


class SnapshotOfTheFuture(Refusal):
    """A snapshot cannot be of {as_of}: that day has not come."""

    remedy = "Give the day of the export with --as-of; every later snapshot would come too late."


class UploadTooLarge(Refusal):
    """{file_name} is larger than {limit_mb} MB."""

    remedy = "Bring it in with: openbill import FILE, or in parts."


class UploadUnknown(Refusal):
    """There is no uploaded file {upload_id}."""

    remedy = "Files that were handed over long ago are forgotten. Upload it again."


class NothingRefused(Refusal):
    """No row of {file_name} was refused."""
