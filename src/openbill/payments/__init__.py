"""Money that comes in and goes back: recorded payments, what they settle, returns and refunds.

Responsible for what happened with cash. Not for what is owed (receivables), nor for reading bank files and
guessing what they pay (cash application).
"""
