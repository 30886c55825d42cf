"""The files that go to banks, in the messages of ISO 20022 that SEPA uses."""
