"""The program `openbill`: the shell's face. It translates words into commands and queries, and never decides.

A command is one file in `commands/` and one line in `commands/__init__.py`. What a command needs is imported
when it runs, so that `openbill --help` is there at once.
"""
