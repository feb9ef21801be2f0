"""Words by which people put off what they are to write."""

from __future__ import annotations

WORDS = ("TODO", "TBD", "FIXME", "XXX")
PATTERN = rf"(?:{'|'.join(WORDS)})(?![\w-])"
"""One of them as a word of its own, which `XXX-large` is not."""
