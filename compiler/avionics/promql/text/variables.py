"""Grafana's variables in what cockpits ask, which stand where PromQL wants a value."""

from __future__ import annotations

from avionics.promql.text.tokens import TokenError, tokens

_DURATIONS = frozenset(("__rate_interval", "__interval", "__range"))
_NUMBERS = frozenset(("__rate_interval_ms", "__interval_ms", "__range_ms", "__range_s", "__from", "__to"))
_USUAL = "[$__rate_interval]"
_BEFORE_DURATION = frozenset(("[", ":", "offset"))


def plain(text: str) -> str | None:
    """`text` of a panel with a value of the same length for each Grafana variable, so that it parses.

    None when a variable stands where only its value could tell whether the text is PromQL.
    """
    text = text.replace(_USUAL, "[5m".ljust(len(_USUAL) - 1) + "]")
    if "$" not in text:
        return text
    pieces: list[str] = []
    position, before = 0, ""
    try:
        for token in tokens(text):
            if token.kind == "variable":
                value = _value(token.text.strip("${}").partition(":")[0], before)
                if value is None:
                    return None
                pieces += text[position : token.start], value.ljust(len(token.text))
                position = token.end
            before = token.text
    except TokenError:
        return text
    return "".join(pieces) + text[position:]


def _value(variable: str, before: str) -> str | None:
    if variable in _DURATIONS or before in _BEFORE_DURATION:
        return "5m"
    return "1" if variable in _NUMBERS else None
