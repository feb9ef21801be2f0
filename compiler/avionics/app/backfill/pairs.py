"""The pairs of errors and events, asked of a server a day at a time."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from msgspec import Struct

from avionics.app.backfill.server import asked
from avionics.app.replayed import Replayed
from avionics.model.project import Pairs
from avionics.plan.values import Recording
from avionics.promql.text.duration import less
from avionics.promql.text.tokens import selectors
from avionics.replay.clock import NONE, Clock, Column
from avionics.slis.example import series

KEPT = "answers"


class Question(Struct, frozen=True):
    """An expression over a stretch of time: both ends, in seconds since 1970, are asked for."""

    metric: str
    expr: str
    start: int
    end: int
    step: int

    @property
    def points(self) -> int:
        """How many times it is evaluated."""
        return (self.end - self.start) // self.step + 1

    def path(self, server: str, out: str) -> str:
        """Where the answer of a server is kept: another server, expression or stretch has another file."""
        asked = f"{server}\n{self.expr}\n{self.start} {self.end} {self.step}"
        digest = sha256(asked.encode()).hexdigest()[:16]
        return os.path.join(out, KEPT, f"{digest}.json")


class Answer(Struct, frozen=True):
    """What a server answered: series with their labels and samples."""

    question: Question
    series: tuple[tuple[Pairs, list[tuple[int, float]]], ...]


def questions(chosen: Replayed, clock: Clock, length: int) -> Iterator[Question]:
    """What must be known of the user's series, in stretches of `length` seconds."""
    book, known = chosen.book, dict(_written(chosen))
    of_parts = bool(chosen.aim.slo.sli.combined)
    for metric in filter(book.is_source, book.everything()):
        rule = book.recordings[metric]
        assert isinstance(rule.planned, Recording)
        expr = _alone(rule.planned.expr, known)
        expr = _just_recorded(expr, rule.interval) if of_parts else expr
        for start, end in clock.stretches(length):
            yield Question(metric, expr, start, end // rule.interval * rule.interval, rule.interval)


def _written(chosen: Replayed) -> Iterator[tuple[str, str]]:
    """Each series that the rules of the objective read of its own group, as they write it, and its expression.

    Objectives that share a raw total stand in one group, and the later read it of the first. Not so the parts of a
    composite: it tells them apart by the labels that only recorded pairs carry.
    """
    own = {rule.planned for rule in chosen.book.recordings.values()}
    for group in chosen.plan.groups:
        recorded = [rule for rule in group.rules if isinstance(rule, Recording)]
        if not own.isdisjoint(recorded):
            yield from ((series(rule.record, dict(rule.labels)), rule.expr) for rule in recorded)


def _alone(expr: str, known: dict[str, str]) -> str:
    """`expr` with what it reads of recorded series written out: the server has not recorded them yet."""
    for recorded, inner in known.items():
        if recorded in expr:
            return _alone(expr.replace(recorded, f"({inner})"), known)
    return expr


def _just_recorded(expr: str, interval: int) -> str:
    """`expr` with the pairs of parts as the last evaluation recorded them.

    Nothing ends a series in blocks: for five minutes an instant value would find a part that is not measured any more.
    """
    for one in reversed(selectors(expr)):
        recently = f"last_over_time({expr[one.start : one.end]}[{less(interval)}])"
        expr = f"{expr[: one.start]}{recently}{expr[one.end :]}"
    return expr


def answer(question: Question, server: str, out: str) -> Answer:
    """The server's answer, or the one that is kept from a run that was broken off.

    Raises:
        ServerFault: the server cannot be reached, or refuses the question.
        OSError: the disk fails.
    """
    path = question.path(server, out)
    if not os.path.exists(path):
        found = asked(server, question.expr, question.start, question.end, question.step)
        os.makedirs(os.path.dirname(path), exist_ok=True)  # a server that does not answer leaves nothing behind
        with open(f"{path}.part", "w", encoding="utf-8") as file:
            json.dump(found, file)
        os.replace(f"{path}.part", path)
    with open(path, encoding="utf-8") as file:
        return Answer(question, tuple(map(_series, json.load(file))))


def _series(found: Any) -> tuple[Pairs, list[tuple[int, float]]]:
    samples = [(round(float(at)), float(value)) for at, value in found["values"]]
    return tuple(sorted(found["metric"].items())), samples


def columns(answers: Iterable[Answer], clock: Clock) -> dict[Pairs, dict[str, Column]]:
    """The pairs along a clock, by the labels that tell their groups apart; by labels, so that output is stable."""
    found: dict[Pairs, dict[str, Column]] = {}
    for one in answers:
        for labels, samples in one.series:
            own = tuple((name, value) for name, value in labels if name != "__name__")
            column = found.setdefault(own, {}).setdefault(one.question.metric, [NONE] * clock.count)
            for at, value in samples:
                column[(at - clock.start) // clock.step] = value
    return dict(sorted(found.items()))


def labelled(own: Pairs, group: Pairs) -> Pairs:
    """The labels of a recorded series: those of its rule win over those of its group."""
    return tuple(sorted({**dict(group), **dict(own)}.items()))
