"""``python -m sofi_lheo`` is the command ``sofi``."""

import sys

from ._cli import main

if __name__ == "__main__":
    sys.exit(main())
