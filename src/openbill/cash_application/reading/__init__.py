"""Bank files become statements, or a refusal that says where and why: one package or module for each format.

Every reader takes the bytes of a file and its name, and gives a tuple of `Statement`; it needs no database, changes
nothing, and ends within bounded time and memory whatever it is given.
"""
