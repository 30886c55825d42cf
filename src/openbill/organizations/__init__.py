"""Who uses the system and may do what: organizations, legal entities, users, roles, API keys, bank accounts.

Not responsible for signing in (that is a face's work) nor for anything that is owed.
"""
