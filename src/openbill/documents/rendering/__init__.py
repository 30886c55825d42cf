"""How sheets become PDFs: words and figures of a language, pages as plain data, and Typst, which sets them.

Nothing here knows Django or the database. A sheet is first made a page: a tree of finished texts (`invoice_page` and
its siblings). The templates lay it out and decide nothing.
"""
