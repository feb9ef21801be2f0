"""PromQL for people who read, and copy, a single line."""

from __future__ import annotations

from avionics.promql.text.tokens import TokenError, tokens


def one_line(text: str) -> str:
    """`text` on one line, without its comments: they would hide all that follows them there."""
    try:
        stream = tokens(text) if "#" in text else []
    except TokenError:
        stream = []
    if not stream:
        return " ".join(text.split())
    ends = [0, *(token.end for token in stream)]
    found = ((" " if token.start > end else "") + token.text for token, end in zip(stream, ends, strict=False))
    return "".join(found).strip()
