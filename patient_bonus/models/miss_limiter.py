"""Counts of fruitless checks, in the memory of this worker: nobody walks through the patients by counting."""

import time
from collections import deque


class MissLimiter:
    """At most ``limit`` misses a key within ``seconds``; older ones are forgotten."""

    def __init__(self, limit, seconds):
        self.limit = limit
        self.seconds = seconds
        self._misses = {}

    def is_exhausted(self, key):
        """Whether this key has had all its misses for now."""
        misses = self._recent(key)
        return len(misses) >= self.limit

    def add(self, key):
        """Count one more miss of this key."""
        self._recent(key)
        # The deque's own length bounds the memory; _recent() drops keys that were quiet for long.
        self._misses.setdefault(key, deque(maxlen=self.limit)).append(time.monotonic())

    def clear(self):
        self._misses.clear()

    def _recent(self, key):
        misses = self._misses.get(key, ())
        oldest = time.monotonic() - self.seconds
        while misses and misses[0] < oldest:
            misses.popleft()
        if not misses:
            self._misses.pop(key, None)
        return misses
