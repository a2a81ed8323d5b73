"""``python -m sofi_lheo`` is the command ``sofi``."""

import sys

from ._cli import main

sys.exit(main())
