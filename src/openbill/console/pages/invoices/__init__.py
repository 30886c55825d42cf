"""Issued documents: the list, the page of one, and crediting it."""
