"""Payment orders and remittance advices by EDI (ASC X12, transaction set 820)."""
