"""A program of its own: the text of a PDF from standard input to standard output, with bounded time and memory.

It is run by its path, apart from everything else: who wrote the file decides how much work it makes.
"""

import io
import resource
import sys

MOST_SECONDS, MOST_BYTES, MOST_PAGES, MOST_TEXT = 10, 1_000_000_000, 50, 1_000_000


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    left = MOST_TEXT
    for place, page in enumerate(reader.pages):
        if place == MOST_PAGES or left <= 0:
            break
        text = page.extract_text()[:left]
        left -= len(text)
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n\n")


if __name__ == "__main__":
    main()
