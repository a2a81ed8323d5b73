"""The command ``sofi``."""

import signal
import sys

from ._native import run


def main() -> int:
    """Run the command with the arguments of this process."""
    # The command never comes back to Python before its end: without this, Ctrl-C would wait for it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(["sofi", *sys.argv[1:]])
