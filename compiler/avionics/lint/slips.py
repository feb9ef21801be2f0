"""Is a label nearly another: by a slip of the hand, not as one name is like the next?"""

from __future__ import annotations

_LONG = 5
"""Letters of a word of which another with one letter less or more is seldom a word, too; with one changed it takes one
more: `stage` and `state` are both labels."""
_SWAPPED = 2


def slip(label: str, name: str) -> bool:
    """Whether all their words are the same but one. `client_ip` is none of `client_id`, nor `pod_name` of `pod`."""
    words, others = label.split("_"), name.split("_")
    differing = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    return len(words) == len(others) and len(differing) == 1 and _mistyped(*differing[0])


def _mistyped(word: str, other: str) -> bool:
    """Whether inside a long word two letters are swapped, or one is missing, too many or another; `topics` or
    `header` is meant."""
    least = _LONG + (len(word) == len(other) and sorted(word) != sorted(other))
    if min(len(word), len(other)) < least or (word[0], word[-1]) != (other[0], other[-1]):
        return False
    word, other = _without_beginning(word, other)
    one, two = (each[::-1] for each in _without_beginning(word[::-1], other[::-1]))
    return (one + two).isalpha() and (max(len(one), len(two)) == 1 or (len(one) == _SWAPPED and one == two[::-1]))


def _without_beginning(word: str, other: str) -> tuple[str, str]:
    pairs = enumerate(zip(word, other, strict=False))
    begin = next((at for at, (one, two) in pairs if one != two), min(len(word), len(other)))
    return word[begin:], other[begin:]
