"""Importing: files that another program wrote become typed rows, or refusals that say what would be right.

Responsible for recognising a file (encoding, separator, header, kind, columns, dates, decimals), reading it
row by row in bounded memory and giving back what could not be read. Not responsible for what the rows mean:
the commands of the domains below decide that.
"""
