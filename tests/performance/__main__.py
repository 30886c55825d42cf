"""Run the bench: one line per figure, non-zero where one is short."""

import argparse
import sys

from tests.performance.server import own_server


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--name", help="run only the bench of this name")
    wanted = parser.parse_args().name
    with own_server():
        from tests.performance.bench_aging import bench_aging
        from tests.performance.bench_console import bench_console
        from tests.performance.bench_day import bench_day
        from tests.performance.bench_documents import bench_documents
        from tests.performance.bench_import import bench_import
        from tests.performance.bench_issue import bench_issue
        from tests.performance.bench_matching import bench_matching
        from tests.performance.bench_memory import bench_memory
        from tests.performance.bench_messages import bench_messages

        benches = {
            "import": bench_import,
            "aging": bench_aging,
            "memory": bench_memory,
            "issue": bench_issue,
            "documents": bench_documents,
            "messages": bench_messages,
            "day": bench_day,
            "matching": bench_matching,
            "console": bench_console,
        }
        if wanted is not None and wanted not in benches:
            print(f"There is no bench {wanted}. Known are: {', '.join(benches)}.")
            return 2
        is_kept = True
        for name, bench in benches.items():
            if wanted in (None, name):
                for figure in bench():
                    print(figure, flush=True)
                    is_kept = is_kept and figure.is_kept
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
