"""What fails is among what is counted, and is what fails: pairs of selectors, and what is said of each."""

from __future__ import annotations

from rule_pages import checked, objectives

HTTP = 'http_total{job="a"}'
TWO = 'a_total{job="x"}', 'b_total{job="y"}'
OUTSIDE = {  # total, key, part, and what is said of it; nothing where it is a part of the total
    (HTTP, "errors", 'http_total{job="a",code="500"}'): "",
    (HTTP, "errors", 'http_total{code="500",job="a"}'): "",
    (HTTP, "errors", 'http_total{code="500"}'): 'the total counts only job="a", and the errors are not held to it',
    (HTTP, "good", 'http_total{code="200"}'): 'the total counts only job="a", and the good events are not held to it',
    (HTTP, "errors", 'http_total{job="b",code="500"}'): 'only job="a", and the errors are those of job="b"',
    (HTTP, "errors", 'http_total{job!="a",code="500"}'): 'only job="a", and the errors are not held to it',
    (HTTP, "errors", '{__name__="http_total",job="a",code="500"}'): "",
    (HTTP, "errors", '{__name__="http_total",code="500"}'): 'only job="a", and the errors are not held to it',
    (HTTP, "errors", '{__name__=~"http_.*",code="500"}'): "",  # nobody knows of which metric
    ('{__name__=~"http_.*",job="a"}', "errors", 'http_total{code="500"}'): "",
    (HTTP, "errors", "failures_total"): 'only job="a", and the errors are not held to it',
    ('http_total{job!="a"}', "errors", "failures_total"): "",
    ('http_total{job="checkout"}', "errors", 'failures_total{job="chekout"}'): 'is nearly what the total asks for',
    ('http_total{job="checkout"}', "errors", 'failures_total{job="till"}'): "",
    ("requests_total", "errors", 'request_total{code="500"}'): "request_total is nearly the metric of the total",
    ("requests_total", "errors", "request_total"): "",
    ('w_bucket{le="+Inf"}', "good", 'w_bucket{le="0.3"}'): "",
    ('w_bucket{le="+Inf"}', "good", 'w_bucket{le=~"1|1\\\\.0"}'): "",  # one bound, written in two ways
    ('w_bucket{le="+Inf"}', "good", 'w_bucket{le=~"0\\\\.1|0\\\\.3"}'): "the total is the last bucket alone",
    ('w_bucket{le="+Inf"}', "good", "w_bucket"): "the total is the last bucket alone",
    ('w_bucket{le="+Inf",job="a"}', "good", 'w_bucket{le="0.3"}'): 'only job="a", and the good events are not held',
    (TWO, "errors", ('a_total{job="x",code="500"}',)): "",
    (TWO, "errors", ('a_total{code="500"}',)): 'only job="x", and the errors are not held to it',
}  # fmt: skip
SWAPPED = {
    ("http_total", "errors", 'http_total{code=~"2.."}'): 'code=~"2.." reads as good, and it chooses the errors',
    ("http_total", "errors", 'http_total{code="200"}'): 'code="200" reads as good',
    ("http_total", "errors", 'http_total{code!~"5.."}'): 'code!~"5.." reads as good',
    ("http_total", "errors", 'http_total{status="success"}'): 'status="success" reads as good',
    ("http_total", "errors", 'http_total{code!~"2.."}'): "",
    ("http_total", "errors", 'http_total{code=~"5.."}'): "",
    ("http_total", "errors", 'http_total{code=~"2..|5.."}'): "",
    ("http_total", "errors", 'http_total{code="200",slow="yes"}'): "",  # slow answers, not good ones
    ("http_total", "errors", 'other_total{code="200"}'): "",
    ("http_total", "good", 'http_total{code=~"5.."}'): 'code=~"5.." reads as errors, and it chooses the good events',
    ("http_total", "good", 'http_total{code!~"2.."}'): 'code!~"2.." reads as errors',
    ("http_total", "good", 'http_total{result="failed"}'): 'result="failed" reads as errors',
    ("http_total", "good", 'http_total{code!~"5.."}'): "",
    ("http_total", "good", 'http_total{code=~"2.."}'): "",
    ("w_seconds_count", "errors", 'w_seconds_bucket{le="0.3"}'): 'the bucket le="0.3" counts what took no longer',
    ('w_seconds_bucket{le="+Inf"}', "errors", 'w_seconds_bucket{le="0.3"}'): 'le="0.3" counts what took no longer',
    ("w_seconds_count", "good", 'w_seconds_bucket{le="0.3"}'): "",
    ("w_seconds_count", "errors", 'w_seconds_bucket{le="+Inf"}'): "",
    ("w_seconds_count", "errors", 'w_seconds_bucket{le!="0.3"}'): "",
    ("w_seconds_count", "errors", 'w_seconds_bucket{le="0.3",code="500"}'): "",
    ("w_bytes_count", "errors", 'w_bytes_bucket{le="300"}'): "",  # what is short may be what fails
    ("v_seconds_count", "errors", 'w_seconds_bucket{le="0.3"}'): "",
}  # fmt: skip

Selectors = str | tuple[str, ...]
Pair = tuple[Selectors, str, Selectors]


def said(rule: str, pairs: list[Pair], folder) -> list[list[str]]:
    """What a rule says of each of some ratios, all of one service."""
    slos = [
        {"name": f"of-{number}", "impact": "Nobody can pay", "sli": {"ratio": {"total": total, key: part}}}
        for number, (total, key, part) in enumerate(pairs)
    ]
    findings, _ = checked(objectives(*slos), folder / "project")
    told = [(one.where.route[1], one.message) for one in findings if one.rule == rule]
    return [[message for at, message in told if at == number] for number in range(len(pairs))]


def unexpected(rule: str, expected: dict[Pair, str], folder) -> dict[Pair, list[str]]:
    """The pairs of which something else is said than expected, and what."""
    found = zip(expected.items(), said(rule, [*expected], folder), strict=True)
    return {
        pair: messages
        for (pair, part), messages in found
        if [part in message for message in messages] != [True] * bool(part)
    }


def test_what_fails_is_among_what_is_counted(tmp_path):
    assert unexpected("errors-not-in-total", OUTSIDE, tmp_path) == {}


def test_what_fails_is_not_what_succeeds(tmp_path):
    assert unexpected("swapped-errors", SWAPPED, tmp_path) == {}
