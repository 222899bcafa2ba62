"""`python -m kaigi_docs` and the `kaigi` script."""

from __future__ import annotations

import sys

from kaigi_docs.cli import run


def main() -> None:
    """Runs the command line and exits with its code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
