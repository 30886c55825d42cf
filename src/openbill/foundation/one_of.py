"""Asking for rows by many identifiers."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler

from openbill.foundation.identifier_array import identifier_array


class OneOf(In):
    """`id__one_of=identifiers`: as `id__in`, with all of them in one parameter; for batches of hundreds and more."""

    lookup_name = "one_of"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s::uuid[])", (*parameters, identifier_array(self.rhs))
