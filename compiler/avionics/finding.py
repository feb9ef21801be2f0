"""What `check` reports: rule id, severity, places, message and help."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, takewhile
from typing import Literal

from msgspec import Struct

from avionics.place import Where

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

_FAMILIAR = 4
_BEGINNING = 0.15
_WORDS = re.compile(r"[-_./:]|(?<=[a-z0-9])(?=[A-Z])")
"""Where a name is made of words: `team-shop`, `http_code`, `scrapeInterval`."""
_ALIKE = 0.5
"""Of words that differ: `pay` is near to `payments`, `shop` to `ship`, `api` not to `web`."""
_ALIKE_BUT_FOR_THE_FIRST_LETTER = 0.8
"""Few people mistype that: `heckout` is near to `checkout`, `external` not to `internal`, `prod` not to `preprod`."""
_MAX_KNOWN = 2000
"""With more names than these a suggestion costs more than it helps: there may be as many findings."""
_QUOTED = 60


def quoted(text: str) -> str:
    """`text` in quotes, the end of a long one left out: a pull request may write a megabyte of it."""
    whole = repr(text[:_QUOTED])
    return whole if len(text) <= _QUOTED and len(whole) <= _QUOTED else f"{whole[: _QUOTED - 3]}..."


class Label(Struct, frozen=True):
    """A second place that explains a finding, and what to see there."""

    where: Where
    message: str


class Finding(Struct, frozen=True):
    """One thing that is wrong, where it was written, and what to do about it.

    `span` is an (offset, length) in characters inside the scalar at `where`, for carets within an expression.
    `on_key` points at the key of the last step instead of at its value.
    """

    rule: str
    message: str
    where: Where
    severity: Severity = "error"
    help: str = ""
    span: tuple[int, int] | None = None
    on_key: bool = False
    also: tuple[Label, ...] = ()


def fails(findings: Iterable[Finding], on: Severity = "error") -> bool:
    """Whether one of the findings is as bad as `on`, or worse."""
    failing = SEVERITIES[: SEVERITIES.index(on) + 1]
    return any(finding.severity in failing for finding in findings)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Help for a name nobody knows: the nearest known one, else the whole (short) list; "" where too many are known."""
    few = _few(known)
    return "" if few is None else _help(word, few)


def _few(known: Iterable[str]) -> tuple[str, ...] | None:
    """The known names as they come; None where there are too many to compare with."""
    names = tuple(islice(known, _MAX_KNOWN + 1))
    return names if len(names) <= _MAX_KNOWN else None


@lru_cache(maxsize=1024)
def _help(word: str, known: tuple[str, ...]) -> str:
    names = sorted({*known})  # two objectives may have one name: a finding of its own
    part = word.lower() if len(word) > 1 else ""
    around = sorted((name for name in names if part and part in name.lower()), key=len)  # `k8s` for `k8s-apiserver`
    begun = [name for name in around if name.lower().startswith(part)]  # `prod` for `production`, not for `preprod`
    within = [name for name in names if len(name) >= _FAMILIAR and name in word]  # `singlestat` for `stat`
    near = begun[0] if len(begun) == 1 else nearest(word, names) or max(within, key=len, default="")
    if near or len(around) == 1:
        return f"did you mean {near or around[0]!r}?"
    if not names:
        return "none is declared"
    shown = around or names
    return f"expected one of: {', '.join(shown[:12])}{', ...' if len(shown) > 12 else ''}"


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known name that is most like `word`; "" when none is as like as `cutoff`, a ratio of difflib's, or too many
    are known.

    Of several a common beginning counts most, as in Winkler's measure: few people mistype the first letters.
    """
    few = _few(known)
    return "" if few is None else _nearest(word, few, cutoff)


@lru_cache(maxsize=1024)
def _nearest(word: str, known: tuple[str, ...], cutoff: float) -> str:
    import difflib  # noqa: PLC0415  for mistakes only

    close = difflib.get_close_matches(word, sorted(known), n=8, cutoff=cutoff)
    slips = [name for name in close if _one_for_the_other(word, name)]
    return max(slips, key=lambda name: _likeness(word, name), default="")


def _one_for_the_other(word: str, name: str) -> bool:
    """Whether a slip may make one of the other: of `team-payments` and `team-platform` what differs is not alike."""
    import difflib  # noqa: PLC0415

    one, other = _differing(word, name)
    least = _ALIKE if word[:1].lower() == name[:1].lower() else _ALIKE_BUT_FOR_THE_FIRST_LETTER
    return not one or not other or difflib.SequenceMatcher(None, other, one).ratio() >= least


def _differing(word: str, name: str) -> tuple[str, str]:
    """What is left of two names without the words that both begin and end with."""
    one, other = (_WORDS.split(each) for each in (word, name))
    for end in (0, -1):
        while one and other and one[end].lower() == other[end].lower():
            del one[end], other[end]
    return "-".join(one), "-".join(other)


def _likeness(word: str, name: str) -> tuple[bool, float]:
    """Of names that are as like as others, the one that goes on where a word was cut short: `prod` for `production`."""
    import difflib  # noqa: PLC0415

    one, other = _differing(word, name)
    ratio = difflib.SequenceMatcher(None, name, word).ratio()
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(word[:_FAMILIAR], name, strict=False))
    return bool(one) and other.startswith(one), ratio + len([*alike]) * _BEGINNING * (1 - ratio)
