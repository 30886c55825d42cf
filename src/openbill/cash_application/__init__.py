"""Which money settles which debt: bank statements, remittance advices, and the matching between both and what is owed.

Responsible for what a bank says that came in and went out, and for finding out whose it is and what it pays. Not for
what happens with cash that is known (payments), nor for what is owed (receivables).
"""
