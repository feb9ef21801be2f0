"""The past of an objective: its recorded series computed from what a Prometheus has already.

The server is asked for the pairs of errors and events alone, as the rules count them, a day at a time or less; whatever
is made of pairs is replayed here. A server that is asked for longer windows would look for pairs it has not recorded
yet.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain
from time import gmtime, strftime

from msgspec import Struct

from avionics.app.backfill import blocks
from avionics.app.backfill.nothing import nothing, parts_are_there
from avionics.app.backfill.openmetrics import Stored, text
from avionics.app.backfill.pairs import KEPT, Answer, Question, answer, columns, labelled, questions
from avionics.app.compile import compile_project
from avionics.app.replayed import Replayed, replayed
from avionics.failure import Failure
from avionics.plan.objectives.shape import DAY, HOUR
from avionics.replay.clock import NONE, Clock
from avionics.replay.cost import evaluation
from avionics.replay.run import replay

MOST = 10_000
"""Instants in a question: Prometheus refuses more than 11,000."""


class Past(Struct, frozen=True):
    """What is to be computed: the objective, the instants, and what the server will be asked."""

    name: str
    chosen: Replayed
    clock: Clock
    questions: tuple[Question, ...]

    @property
    def end(self) -> int:
        """The last instant, in seconds since 1970."""
        return self.clock.at(self.clock.count - 1)

    @property
    def points(self) -> int:
        """How many times the server will evaluate an expression."""
        return sum(question.points for question in self.questions)

    @property
    def samples(self) -> int:
        """How many raw samples it will read for that, of each series that the selectors of the SLI find."""
        scrape = self.chosen.aim.scrape
        each = {expr: evaluation(expr, scrape) for expr in {question.expr for question in self.questions}}
        return sum(question.points * each[question.expr] for question in self.questions)


class Filled(Struct, frozen=True):
    """What was made: blocks of Prometheus below `folder`, or text where there is no promtool."""

    folder: str
    blocks: bool
    series: int
    samples: int


def past(root: str, name: str, *, today: str, environment: str, since: int, until: int) -> Past:
    """The past of the objective `name` between two instants (seconds since 1970).

    From a full hour, at which its tiles begin, to the end of a base window: whoever records on from there has all of
    the hour in which the past ends.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        UnknownName: no objective is called so, several are, or it does not run in `environment`.
    """
    chosen = replayed(compile_project(root, today=today), name, environment)
    start, step, base = since // HOUR * HOUR, chosen.book.step, chosen.aim.base
    clock = Clock(start, step, (until // base * base - start) // step + 1)
    return Past(name, chosen, clock, tuple(questions(chosen, clock, min(DAY, MOST * step // HOUR * HOUR))))


def backfill(asked: Past, server: str, out: str, say: Callable[[str], None]) -> Filled:
    """Ask the server, replay the rules, and write what they would have recorded below `out`, a day at a time.

    Answers are kept there until all is done, so that a run that was broken off goes on where it was.

    Raises:
        ServerFault: the server cannot be reached, or refuses a question.
        NothingFound: it has no pair of the objective, or nothing of one that it is made of.
        NotReplayed: a rule holds something that replays do not understand.
        Failure: the folder is a symbolic link or one is in it, or promtool refuses what was written.
        OSError: the disk fails.
    """
    _no_links(out)
    parts_are_there(asked.name, asked.questions, server)
    answers = []
    for number, question in enumerate(asked.questions, 1):
        say(f"asking for {question.metric}, {number} of {len(asked.questions)}")
        answers.append(answer(question, server, out))
    if not any(one.series for one in answers):
        _forget(asked, server, out)
        raise nothing(asked.name, asked.questions, server)
    say("replaying the rules")
    stored = list(_recorded(asked, answers))
    made = False
    for start, end in asked.clock.stretches(DAY):
        file = os.path.join(out, strftime("%Y-%m-%dT%H.om", gmtime(start)))
        say(f"writing {file}")
        with open(file, "w", encoding="utf-8") as written:
            written.writelines(text(stored, start, end))
        made = blocks.made(file, out)
    _forget(asked, server, out)
    return Filled(
        os.path.join(out, blocks.BLOCKS) if made else out, made, len(stored), sum(one.count for one in stored)
    )


def _no_links(out: str) -> None:
    """The folder may have come with a tree that nobody reviewed: what is written below it must stay there.

    Raises:
        Failure: it is a symbolic link, or one is in it.
    """
    inside = (os.path.join(folder, name) for folder, *names in os.walk(out) for name in chain(*names))
    for path in chain((os.path.normpath(out),), inside):
        if os.path.islink(path):
            raise Failure(f"{path} is a symbolic link: what is written would go where it leads; remove it")


def _recorded(asked: Past, answers: list[Answer]) -> Iterator[Stored]:
    """Every recorded series: those that read nothing once, all others for each group of `by`."""
    book, clock = asked.chosen.book, asked.clock
    order = book.everything()
    alone = {metric for metric in order if not book.recordings[metric].reads}
    for number, (group, found) in enumerate(columns(answers, clock).items()):
        sources = {metric: found.get(metric, [NONE] * clock.count) for metric in filter(book.is_source, order)}
        tracks = replay(book, order, sources, clock).tracks
        for metric in order if number == 0 else (metric for metric in order if metric not in alone):
            own = book.recordings[metric].planned.labels
            yield Stored(metric, labelled(own, () if metric in alone else group), tracks[metric].values, clock)


def _forget(asked: Past, server: str, out: str) -> None:
    """Remove the answers that were kept, and the folders that are empty without them."""
    for question in asked.questions:
        os.unlink(question.path(server, out))
    with suppress(OSError):  # another run keeps some of its own, or something was made
        os.rmdir(os.path.join(out, KEPT))
        os.rmdir(out)
