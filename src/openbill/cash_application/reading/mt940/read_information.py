"""What field 86 tells of a booking: in numbered parts, in words between strokes, or as free text."""

from collections.abc import Sequence

from openbill.cash_application.reading.mt940.information import Information, compact, noted
from openbill.cash_application.reading.mt940.marked_text import TEXT, read_marked
from openbill.cash_application.reading.mt940.slashed import read_slashed
from openbill.cash_application.reading.mt940.subfields import read_subfields
from openbill.cash_application.reading.mt940.values import identifier
from openbill.cash_application.reading.mt940.wrapped import LINE
from openbill.cash_application.types.statements import Party, Remittance


def read_information(lines: Sequence[str]) -> Information:
    """What the lines tell; what follows no form that is known is text of people, whole."""
    return read_subfields(lines) or read_slashed(lines) or _free(lines)


def _free(lines: Sequence[str]) -> Information:
    told = read_marked(lines, LINE)
    return Information(
        remittance=Remittance(told[TEXT]),
        party=Party(account=compact(told, "IBAN"), bank=compact(told, "BIC")),
        end_to_end_id=identifier(told.get("EREF", "")),
        mandate_id=identifier(told.get("MREF", "")),
        batch_id=identifier(told.get("KREF", "")),
        return_reason=told.get("RTRN", ""),
        charges=told.get("COAM", ""),
        original=told.get("OAMT", ""),
        note=noted(told.get("MTLG", ""), told.get("ABWA", ""), told.get("ABWE", "")),
    )
