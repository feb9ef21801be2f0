"""The part of Prometheus's HTTP API that the proof asks."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

Labels = dict[str, str]


@dataclass(frozen=True, slots=True)
class Samples:
    """A series with its samples: seconds since 1970 and value, oldest first."""

    labels: Labels
    points: list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Prometheus:
    """A Prometheus at `url`."""

    url: str

    def get(self, path: str, **parameters: str) -> Any:
        """The data of an answer; a question that is refused fails with the server's reason."""
        url = f"{self.url}/api/v1/{path}" + (f"?{urlencode(parameters)}" if parameters else "")
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{url}: {error.code} {error.read().decode()}") from error

    def instant(self, query: str) -> list[Samples]:
        """What an instant query finds, a scalar as a series without labels."""
        data = self.get("query", query=query)
        if data["resultType"] == "scalar":
            return [Samples({}, points([data["result"]]))]
        return series(data["result"])

    def line(self, query: str, seconds: int, step: int) -> list[Samples]:
        """What a range query finds in the last `seconds`."""
        now = time.time()
        asked = {"query": query, "start": str(now - seconds), "end": str(now), "step": str(step)}
        return series(self.get("query_range", **asked)["result"])

    def raw(self, selector: str, window: str) -> list[Samples]:
        """The stored samples of the last `window`, as they are."""
        return self.instant(f"{selector}[{window}]")

    def groups(self, file: str) -> list[Any]:
        """The rule groups that came from a file."""
        return [group for group in self.get("rules")["groups"] if group["file"] == file]

    def status(self, path: str, **form: str) -> int:
        """The status with which the server answers a form that is sent to it."""
        try:
            with urllib.request.urlopen(f"{self.url}/{path}", urlencode(form).encode(), timeout=30) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code


def series(result: list[Any]) -> list[Samples]:
    """The series of an answer, with one value each or with several."""
    return [Samples(each["metric"], points(each["values"] if "values" in each else [each["value"]])) for each in result]


def points(values: list[list[Any]]) -> list[tuple[float, float]]:
    """Numbers from the API's numbers and strings."""
    return [(float(at), float(value)) for at, value in values]
