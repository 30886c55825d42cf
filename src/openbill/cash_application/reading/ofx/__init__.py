"""The downloads of banks for accounting programs: OFX 1 (SGML, also as QFX) and OFX 2 (XML)."""
