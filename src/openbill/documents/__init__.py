"""Files that are made or received: sheets become PDFs, and files are kept.

Not responsible for what a document says: whoever has a sheet rendered has decided every amount on it.
"""
