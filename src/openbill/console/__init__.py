"""The face for people: signing in, and pages on which they see and do what queries and commands offer.

It translates and decides nothing: what may be done is said by the commands, what is shown by the queries.
"""
