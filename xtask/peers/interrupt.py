"""How long from Ctrl-C to KeyboardInterrupt: ``interrupt.py FEED ROUNDS`` prints a line for each entry point.

Milliseconds, the median and the most. The signal comes from another thread, as late as the work is well under way.
"""

from __future__ import annotations

import io
import os
import signal
import statistics
import sys
import threading
import time
from collections.abc import Callable

import sofi_lheo


class Nowhere(io.RawIOBase):
    """Takes what is written."""

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        return len(data)


def read(feed: str) -> None:
    for _ in sofi_lheo.read(feed):
        pass


WORK: dict[str, Callable[[str], object]] = {
    "check": lambda feed: sofi_lheo.check(feed),
    "read": read,
    "fix": lambda feed: sofi_lheo.fix(feed),
    "diff": lambda feed: sofi_lheo.diff(feed, feed),
    "convert": lambda feed: sofi_lheo.convert(feed, Nowhere(), to="2.2"),
    "anonymise": lambda feed: sofi_lheo.anonymise(feed),
}


def latency(work: Callable[[str], object], feed: str, delay: float) -> float | None:
    """Seconds from the signal to the exception; None when the work was over before."""
    sent = []

    def send() -> None:
        time.sleep(delay)
        sent.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=send)
    thread.start()
    try:
        work(feed)
    except KeyboardInterrupt:
        return time.perf_counter() - sent[0]
    else:
        try:
            thread.join()
            time.sleep(0.05)
        except KeyboardInterrupt:
            pass
        return None
    finally:
        thread.join()


if __name__ == "__main__":
    feed, rounds = sys.argv[1], int(sys.argv[2])
    for name, work in WORK.items():
        times = [latency(work, feed, 0.1) for _ in range(rounds)]
        known = [time * 1e3 for time in times if time is not None]
        if known:
            print(f"{name} {statistics.median(known):.1f} {max(known):.1f}")
        else:
            print(f"{name} over before")
