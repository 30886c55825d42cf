"""Showing what Openbill does, with an invented firm."""
