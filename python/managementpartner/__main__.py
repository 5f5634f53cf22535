"""The program `managementpartner`: `python -m managementpartner` is the same."""

import sys

from managementpartner._native import _run


def main() -> None:
    """Run the program with this process's arguments."""
    sys.exit(_run(["managementpartner", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
