"""Matchers that compare with a text (`=`, `!=`) and hold a pattern instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from avionics.lint.engine import Problem
from avionics.lint.expressions import Promql, Written, matchers_in
from avionics.promql.patterns.matchers import Matcher

_PATTERNS = {"=": "=~", "!=": "!~"}
_SIGNS = (".*", ".+", "..", "|", "[0-9]", r"\d", ']"', '$"', '."')
_MEANT = re.compile(r'~\s*"[^"]*"')
_WRAPPED = re.compile(r"(\^?)(?:\((?:\?:)?([^()]*)\)|([^()$]*))(\$?)")
"""What stands between anchors or in one group. The group or what is bare, with the anchors around it."""
_DIGIT = r"(?:[0-9.]|\\d|\[[0-9^-]{1,12}\])"
_DIGITS = r"(?:\.|\\d|\[[0-9^-]{1,12}\])(?:[*+]|\{2\})"
_CODE = rf"(?:[1-5.]|\[[1-5-]{{1,9}}\])(?:{_DIGIT}{{2}}|{_DIGIT}?{_DIGITS})"
_PATTERN = re.compile(
    rf"""(?![0-9]+(?:\.[0-9]+)*\Z){_CODE}(?:\|{_CODE})*      # 5.., 50., 5.*, [45].., 50[23], 5..|429; not 1.1
      |[\w-]+(?:\|[\w-]+)+                                  # GET|HEAD, 500|503
      |(?:[\w:-]+\.[*+]|\.[*+](?:[\w:-]+(?:\.[*+])?)?)      # api-.*, .*-canary, .*""",
    re.VERBOSE,
)
"""What nobody means as the value of a label. Routes of web frameworks may hold nearly anything, but begin with `/`."""
_PLAIN_CODE = re.compile(r"[1-5][0-9]{2}")

_STATUS = re.compile(r"(?:.*_)?(?:code|status)(?:_.*)?", re.IGNORECASE)
"""Labels that hold one code each: `code`, `status`, `grpc_code`, `http_status`, `status_code`."""


def compared(promql: Promql, *, status: bool) -> Iterator[Problem]:
    """Those in everything that was written for a service: on labels of status codes, or on all others."""

    def asked(one: Matcher) -> bool:
        return is_pattern(one.text) and bool(_STATUS.fullmatch(one.label)) is status

    everything = promql.everything
    if _is_suspect("\n".join([written.text for written in everything])):
        for written in everything:
            if _is_suspect(written.text):
                yield from as_texts(written, asked, ": its value is a pattern")


def _is_suspect(text: str) -> bool:
    """Whether there may be a pattern beside those that are meant to be one; most services have none."""
    return any(map(text.count, _SIGNS)) and any(map(_MEANT.sub("", text).count, _SIGNS))


def is_pattern(value: str) -> bool:
    """Whether a value is read as a pattern by whoever wrote it: `^` and `$` stand around no code either."""
    wrapped = _WRAPPED.fullmatch(value)
    if wrapped is None:
        return False
    begin, group, bare, end = wrapped.groups()
    inside = bare if group is None else group
    anchored = bool(begin or end) and _PLAIN_CODE.fullmatch(inside) is not None
    return anchored or _PATTERN.fullmatch(inside) is not None


def as_texts(written: Written, meant: Callable[[Matcher], bool], why: str) -> Iterator[Problem]:
    """The matchers of a text that compare with a text where a pattern is `meant`."""
    for one, offset, length in matchers_in(written):
        if one.operator in _PATTERNS and meant(one):
            finds = "selects no series" if one.operator == "=" else "leaves no series out"
            help_ = f"write {one._replace(operator=_PATTERNS[one.operator]).written}"
            yield Problem(written.where, f"{one.written} {finds}{why}", help_, (offset, length))
