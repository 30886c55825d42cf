"""What payers write becomes remittance advices, or a refusal that says where and why: a module for each kind of file.

Every reader takes the bytes of a file, its name and the currency of amounts that name none, and gives a tuple of
`RemittanceAdvice`; it needs no database, changes nothing, and ends within bounded time and memory whatever it is given.
"""
