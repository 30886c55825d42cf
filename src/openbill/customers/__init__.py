"""The customers, their people, their groups, and the history with them.

Not responsible for what a customer owes.
"""
