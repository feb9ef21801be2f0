"""What a test showed: one claim about compiled rules, and whether it holds."""

from __future__ import annotations

from msgspec import Struct

from avionics.place import Where

FAILED = "test-failed"
"""What a claim that does not hold is found as."""


class Trial(Struct, frozen=True):
    """A claim about `subject` in an environment; `fault` says what was otherwise, empty where it holds.

    `environment` is empty for a file that people wrote: it may read rules of several.
    """

    where: Where
    environment: str
    subject: str
    claim: str
    fault: str = ""
    help: str = ""
