"""XML from outside: read within limits, without document types and entities, as nodes of what is told."""
