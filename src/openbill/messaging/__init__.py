"""Everything said to customers on any channel: templates, messages, their delivery, and whom never to write to.

Not responsible for when a customer is written to and why; nor for the files that go along.
"""
