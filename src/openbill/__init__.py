"""Openbill: the accounts receivable platform that turns sales on credit into cash."""
