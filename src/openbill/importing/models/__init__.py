"""The tables of importing."""

from openbill.importing.models.external_name import ExternalName
from openbill.importing.models.import_run import ImportRun
from openbill.importing.models.import_upload import ImportUpload
from openbill.importing.models.saved_mapping import SavedMapping

__all__ = ["ExternalName", "ImportRun", "ImportUpload", "SavedMapping"]
