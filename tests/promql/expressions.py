"""Random PromQL, drawn from the grammar of Prometheus's documentation."""

from __future__ import annotations

from random import Random

NAMES = ["up", "a", "b:c", ":x", "sum", "by", "offset", "start", "and", "rate", "x_total", "inf2", "atan2", "on_x"]
LABELS = ["job", "le", "by", "on", '"a.b"', "sum", "or"]
VALUES = ['"x"', "'y'", "`z`", '"{"', '"}"', '"a,b"', '"it\'s"', '"#"']
OPERATORS = [
    "+",
    "-",
    "*",
    "/",
    "%",
    "^",
    "==",
    ">",
    "<=",
    "!=",
    "> bool",
    "== bool",
    "and",
    "or",
    "unless",
    "AND",
    "atan2",
]
DURATIONS = ["5m", "1h30m", "90s", "1d", "30", "1w"]


def selector(rnd: Random) -> str:
    matchers = [
        f"{rnd.choice(LABELS)}{rnd.choice(['=', '!=', '=~', '!~'])}{rnd.choice(VALUES)}"
        for _ in range(rnd.randint(0, 3))
    ]
    inside = ",".join(matchers) + ("," if matchers and rnd.random() < 0.2 else "")
    return rnd.choice([rnd.choice(NAMES), f"{rnd.choice(NAMES)}{{{inside}}}", '{"m.x",a="b"}', '{__name__="x",a="b"}'])


def labels(rnd: Random) -> str:
    return f"({','.join(rnd.choice(LABELS) for _ in range(rnd.randint(0, 3)))})"


def modified(rnd: Random) -> str:
    suffixes = [
        "",
        "",
        "",
        f" offset {rnd.choice(DURATIONS)}",
        f" offset -{rnd.choice(DURATIONS)}",
        " @ 5",
        " @ start()",
    ]
    return selector(rnd) + rnd.choice(suffixes)


def aggregation(rnd: Random, depth: int) -> str:
    operator, inner = rnd.choice(["sum", "max", "SUM", "count", "Group"]), vector(rnd, depth)
    grouping = rnd.choice([" by ", " without ", " BY ", " By"]) + labels(rnd)
    return rnd.choice([f"{operator}{grouping} ({inner})", f"{operator}({inner}){grouping}", f"{operator} ({inner})"])


def operation(rnd: Random, depth: int) -> str:
    operator = rnd.choice(OPERATORS)
    matching = rnd.choice(["", "", rnd.choice([" on", " ignoring", " ON"]) + labels(rnd)])
    if matching and operator.lower() not in ("and", "or", "unless"):
        matching += rnd.choice(
            ["", " group_left", " group_right", " group_left()", " group_right(x)", " GROUP_LEFT (y)"]
        )
    space = rnd.choice([" ", "\n", '  # a comment ("{\n'])
    return f"{vector(rnd, depth)}{space}{operator} {matching} {vector(rnd, depth)}"


def scalar(rnd: Random) -> str:
    return rnd.choice(["1", "2.5", "Inf", "NaN", "0x1F", "1e3", "5m", "time()", "scalar(up)", "(1+2)"])


def vector(rnd: Random, depth: int = 4) -> str:
    """An expression that gives a vector, with few exceptions that the parser must find."""
    if depth <= 0 or rnd.random() < 0.2:
        return modified(rnd)
    depth -= 1
    kinds = [
        lambda: f"rate({selector(rnd)}[{rnd.choice(DURATIONS)}])",
        lambda: f"max_over_time({vector(rnd, depth)}[1h{rnd.choice([':', ':1m', ' :1m', ': 1m'])}])",
        lambda: aggregation(rnd, depth),
        lambda: aggregation(rnd, depth),
        lambda: operation(rnd, depth),
        lambda: operation(rnd, depth),
        lambda: f"topk({scalar(rnd)}, {vector(rnd, depth)})",
        lambda: f"({vector(rnd, depth)})",
        lambda: f"-{vector(rnd, depth)}",
        lambda: f'label_replace({vector(rnd, depth)},"a","$1","b","(.*)")',
        lambda: f"vector({scalar(rnd)})",
    ]
    return rnd.choice(kinds)()
