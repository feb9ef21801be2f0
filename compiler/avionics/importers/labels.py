"""Labels and annotations of theirs to the labels of our alerts, and what the others are for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from avionics.importers import names
from avionics.importers.fields import CHANGED, LOST, Fields, Told
from avionics.place import Where
from avionics.source.hidden import hidden

_ROUTING = frozenset({"severity", "team", "owner", "routing_key", "slack_channel", "channel", "receiver", "pager"})
_PAGES = frozenset({"runbook", "runbook_url", "playbook", "playbook_url"})
_ADDRESS = re.compile(r"https?://(?![^/?#]*@)[^\s<>\\`{}]+")
_PASSWORD = re.compile(r"//[^/?#\s]*@")
"""What is said of a field goes into a file of ours as a comment."""
_TEXTS = frozenset({"summary", "title", "message"})
WHICH = re.compile(r"\s*\([^()]*\{\{[^()]*\)")
"""Which of its series an alert is about, said in brackets: ours say it by themselves."""
_BEGUN = "put what it says into the playbook, which names its address where '--playbooks' begins it"
_UNBEGUN = "put what it says into the playbook; begun by '--playbooks' it names no such address"
_ROUTE = "who is told stands in teams/<team>.yaml as 'receivers', one for each severity"


def carried(labels: Fields, prefix: str = "") -> dict[str, str]:
    """Those that an alert of ours can have; `prefix` is taken off. What it cannot have is reported."""
    written = {name.removeprefix(prefix): (labels.text(name), labels.at(name)) for name in labels.names()}
    return held(written, labels.told)


def held(written: Mapping[str, tuple[str, Where]], told: Told) -> dict[str, str]:
    """Those that an alert of ours can have, of labels by name with value and place. What it cannot have is reported."""
    found: dict[str, str] = {}
    for name, (value, where) in written.items():
        if fault := names.label_fault(name, value):
            help_ = _ROUTE if name in _ROUTING else "say it in the service's spec where there is a field for it"
            told.say(LOST, "warning", where, f"the label {name}: {value!r} was not carried: {fault}", help_)
        else:
            found[name] = value
    return found


def renamed(alerting: Fields, field: str, called: str) -> None:
    """The name of an alert in a field: ours are named after service and objective, so that explain finds them."""
    if name := alerting.text(field):
        message = f"the alert {name!r} is called {called!r} here, after service and objective"
        alerting.told.say(CHANGED, "info", alerting.at(field), message, names.SILENCES)


def lost_with_severity(labels: Fields, severity: str) -> None:
    """Labels of one severity only: ours has one set of labels for all tiers."""
    for name in labels.names():
        value = labels.text(name)
        message = f"the label {name}: {value!r} of {severity} alerts alone was not carried"
        labels.told.say(LOST, "warning", labels.at(name), message, _ROUTE)


def page(annotations: Fields, prefix: str = "") -> str:
    """The address of what to do, as annotations whose names may begin with `prefix` tell it; "" for none, and for what
    could be read as Markdown, holds a password, or hides something.
    """
    written = (annotations.peek(name) for name in annotations.names() if name.removeprefix(prefix) in _PAGES)
    return next((text for text in written if _ADDRESS.fullmatch(text) and not hidden(text)), "")


def impact(annotations: Fields, begun: str, prefix: str = "") -> str:
    """The text of an alert that says what is wrong; other annotations are reported. `begun` is the address that its
    playbook names where it is begun, `prefix` as above.
    """
    found = ""
    for name in annotations.names():
        text, meant = WHICH.sub("", annotations.text(name)), name.removeprefix(prefix)
        if meant in _TEXTS and text and not found and "{{" not in text:
            found = names.line(text)
            message = f"the annotation {name!r} became the 'impact': every alert says it"
            annotations.told.say(CHANGED, "info", annotations.at(name), message, "say what users feel")
        elif meant in _PAGES and text == begun != "" and annotations.told.playbooks:
            message = f"the annotation {name!r} goes into the playbook, where that is begun: {text}"
            annotations.told.say(CHANGED, "info", annotations.at(name), message, "move what it says there")
        else:
            message = f"the annotation {name!r} was not carried"
            annotations.told.say(LOST, "warning", annotations.at(name), *_lost(message, meant, text, begun))
    return found


def _lost(message: str, meant: str, text: str, begun: str) -> tuple[str, str]:
    """What to say of an annotation that no alert of ours has, and what to do."""
    if meant not in _PAGES:
        return message, "our alerts have their own texts; a playbook holds more"
    said = f": {text}" if text and not _PASSWORD.search(text) else ""  # the address, for who writes the playbook
    return f"{message}{said}", _BEGUN if text == begun else _UNBEGUN
