"""What customers contest, why, and how it ends.

Responsible for the dispute and its reason. That the contested part of a debt is left alone is kept by receivables.
"""
