"""A Prometheus, asked over HTTP."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

SECONDS = 300


class ServerFault(Exception):
    """The server cannot be reached, or refuses the question; the message says why (exit code 2)."""


def address(url: str) -> str:
    """`url` without a slash at its end.

    Raises:
        ServerFault: it is no address of a server over http or https.
    """
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        usable = False
    if not usable:
        raise ServerFault(f"{url!r} is not the address of a Prometheus, such as http://localhost:9090")
    return url.rstrip("/")


def asked(server: str, expr: str, start: int, end: int, step: int) -> list[Any]:
    """The series that `expr` gives over a stretch of time.

    Raises:
        ServerFault: the server cannot be reached, or refuses the question.
    """
    data = _answered(server, "query_range", {"query": expr, "start": start, "end": end, "step": step}, expr)
    try:
        return list(data["result"])
    except (KeyError, TypeError):
        raise _no_data(server) from None


def known(server: str, selector: str, start: int, end: int) -> bool:
    """Whether the index of the server has any series of `selector` in a stretch of time; no sample is read.

    Raises:
        ServerFault: the server cannot be reached, or refuses the question.
    """
    return bool(_answered(server, "series", {"match[]": selector, "start": start, "end": end, "limit": 1}, selector))


def _answered(server: str, about: str, form: dict[str, str | int], expr: str) -> Any:
    """The data of an answer.

    Raises:
        ServerFault: the server cannot be reached, or refuses the question.
    """
    import requests  # noqa: PLC0415  60 ms, when a server is asked

    host = _shown(server)
    try:
        got = requests.post(f"{server}/api/v1/{about}", data=form, timeout=SECONDS, allow_redirects=False)
    except requests.exceptions.RequestException as fault:
        raise ServerFault(f"{host} cannot be asked: {_cause(fault)}") from None
    try:
        body = got.json()
    except ValueError:
        raise _no_prometheus(host, got.status_code) from None
    if not isinstance(body, dict) or "status" not in body:
        raise _no_prometheus(host, got.status_code)
    if body["status"] != "success":
        said = body.get("error", "no reason given")
        raise ServerFault(f"{host} refuses ({got.status_code}): {said}\n  asked for: {expr}")
    if "data" not in body:
        raise _no_data(server)
    return body["data"]


def _no_prometheus(host: str, code: int) -> ServerFault:
    return ServerFault(f"{host} answers {code}, and not as a Prometheus does{_ANSWERS.get(code, '')}")


def _no_data(server: str) -> ServerFault:
    return ServerFault(f"{_shown(server)} answers 'success' without data, as no Prometheus does; is a proxy before it?")


def _shown(server: str) -> str:
    """The address without what may be secret in it."""
    parts = urlsplit(server)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _cause(fault: Exception) -> str:
    """Why a server was not reached, and what to do."""
    said = f"{type(fault).__name__} {fault}"
    known = (told for sign, told in _CAUSES.items() if sign in said)
    return next(known, f"{type(fault).__name__}; is this the address of a Prometheus?")


_REDIRECTED = "; it sends on to another address: name that one"
_ANSWERS = {
    **dict.fromkeys((301, 302, 303, 307, 308), _REDIRECTED),
    401: "; it asks for a name and a password: put them into ~/.netrc",
    403: "; may you ask it? A name and a password are read from ~/.netrc",
    404: "; is its address longer, as http://host/prometheus is?",
}
"""What to do where something answers that is none, or stands before one."""

_CAUSES = {
    "SSLError": "its certificate is not trusted; name a bundle of certificates in REQUESTS_CA_BUNDLE",
    "ConnectTimeout": f"no connection within {SECONDS} s; does a firewall stand between?",
    "ReadTimeout": f"no answer within {SECONDS} s; ask for less by --from and --to",
    "Connection refused": "nothing listens there; is the port right, and Prometheus running?",
    "Failed to resolve": "its name is not known; is it spelt right, and known on this machine?",
    "InvalidURL": "it is no address",
}
"""What stands in the faults of requests and urllib3, and what it means."""
