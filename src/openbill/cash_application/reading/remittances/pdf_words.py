"""A program of its own: the text of a PDF from standard input to standard output, with bounded time and memory.

It is run by its path, apart from everything else: who wrote the file decides how much work it makes.
"""

import io
import resource
import sys

MOST_SECONDS, MOST_BYTES, MOST_PAGES, MOST_TEXT = 10, 1_000_000_000, 100, 250_000


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    if len(reader.pages) > MOST_PAGES:
        sys.exit(1)
    left = MOST_TEXT
    for page in reader.pages:
        text = page.extract_text()
        left -= len(text)
        if left < 0:
            sys.exit(1)
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n\n")


if __name__ == "__main__":
    main()
