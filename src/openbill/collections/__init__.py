"""From the friendly reminder to the last resort: whom to remind, what it says, whom to call, what was promised.

Responsible for when and why a customer is asked. Not for how a message reaches it (messaging), nor for what is owed
(receivables) and contested (disputes).
"""
