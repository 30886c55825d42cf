"""Payments by gateways: links to pay, what was tried, what gateways pay out, ways of paying that are kept."""
