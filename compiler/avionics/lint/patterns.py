"""Matchers that compare with a text (`=`, `!=`) and hold a pattern instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem
from avionics.lint.expressions import Written, everything, matchers_in
from avionics.model.service import Service

_PATTERNS = {"=": "=~", "!=": "!~"}
_SIGNS = (".*", ".+", "..", "|", "[0-9]", r"\d")
_MEANT = re.compile(r'~\s*"[^"]*"')
_PATTERN = re.compile(
    r"""[1-5](?:\.\.|[0-9]\.|\.[*+]|\\d\\d|\\d\{2\}|\[0-9\]\[0-9\])(?:\|[1-5][0-9.]{2})*  # 5.., 50., 5.*, 5..|429
      |[\w-]+(?:\|[\w-]+)+                                                                # GET|HEAD, 500|503
      |(?:[\w:-]+\.[*+]|\.[*+][\w:-]+(?:\.[*+])?)                                         # api-.*, .*-canary""",
    re.VERBOSE,
)
"""What nobody means as the value of a label. Routes of web frameworks may hold nearly anything, but begin with `/`."""

_STATUS = re.compile(r"(?:.*_)?(?:code|status)(?:_.*)?", re.IGNORECASE)
"""Labels that hold one code each: `code`, `status`, `grpc_code`, `http_status`, `status_code`."""


def compared(service: Service, *, status: bool) -> Iterator[Problem]:
    """Those in everything that was written for a service: on labels of status codes, or on all others."""
    for written in everything(service):
        if _is_suspect(written.text):
            yield from _compared(written, status)


def _is_suspect(text: str) -> bool:
    """Whether there may be a pattern beside those that are meant to be one; most texts are not looked at again."""
    return any(map(text.count, _SIGNS)) and any(map(_MEANT.sub("", text).count, _SIGNS))


def _compared(written: Written, status: bool) -> Iterator[Problem]:
    for one, offset, length in matchers_in(written):
        if one.operator in _PATTERNS and _PATTERN.fullmatch(one.text) and bool(_STATUS.fullmatch(one.label)) is status:
            finds = "selects no series" if one.operator == "=" else "leaves no series out"
            help_ = f"write {one._replace(operator=_PATTERNS[one.operator]).written}"
            yield Problem(written.where, f"{one.written} {finds}: its value is a pattern", help_, (offset, length))
