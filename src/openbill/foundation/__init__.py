"""What every domain stands on: commands, context, log, events, jobs, tenancy, clock, numbering, secrets.

Not responsible for any business meaning: nothing here knows what an invoice is.
"""
