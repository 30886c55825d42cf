"""Say how the CSV files of a bank account are read, or take it back."""

from uuid import UUID

from openbill.cash_application.commands.lock_bank_account import lock_bank_account
from openbill.cash_application.models import CsvColumns
from openbill.cash_application.policies.check_csv_mapping import COLUMNS, check_csv_mapping
from openbill.cash_application.reading.csv.decode_csv import ENCODINGS
from openbill.cash_application.types.csv_files import CsvMapping
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="cash_application.configure")
def set_csv_mapping(*, bank_account_id: UUID, mapping: CsvMapping, context: Context) -> None:
    """Say how the CSV files of an own account are read from now on; what was brought in stays as it is.

    Raises OwnAccountUnknown and CsvMappingNotPossible.
    """
    lock_bank_account(bank_account_id, context=context)
    check_csv_mapping(mapping, ENCODINGS)
    assert mapping.day_order is not None
    columns = {name: getattr(mapping, name) for name in COLUMNS if getattr(mapping, name)}
    CsvColumns.objects.update_or_create(
        organization_id=context.organization_id,
        bank_account_id=bank_account_id,
        defaults={
            "columns": {**columns, "text": list(mapping.text)},
            "signs": mapping.signs.value,
            "delimiter": mapping.delimiter,
            "encoding": mapping.encoding,
            "decimal_sign": mapping.decimal_sign,
            "day_order": mapping.day_order,
            "skipped_first": mapping.skipped_first,
            "skipped_last": mapping.skipped_last,
            "has_headings": mapping.has_headings,
            "command_id": context.running_command_id,
        },
    )


@command(permission="cash_application.configure")
def forget_csv_mapping(*, bank_account_id: UUID, context: Context) -> None:
    """Have no CSV files of an account read any more; nothing happens where none were.

    Raises OwnAccountUnknown.
    """
    lock_bank_account(bank_account_id, context=context)
    CsvColumns.objects.filter(organization_id=context.organization_id, bank_account_id=bank_account_id).delete()
