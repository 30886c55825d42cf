"""Words of the templates: figures as the reader writes them, and icons."""
