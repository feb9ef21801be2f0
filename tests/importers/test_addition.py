"""What was imported, added to files as people lay them out."""

from __future__ import annotations

import pytest
import yaml

from avionics.importers.addition import CannotAdd, Kept, added

HEAD = "apiVersion: avionics/v1\nkind: Alerts\nservice: shop\n"
MADE = f"""# yaml-language-server: $schema=../schemas/alerts.schema.json
# Imported from Prometheus. Look.
{HEAD}rules:
- record: shop:orders:rate5m
  expr: sum(rate(orders_total[5m]))
alerts:
# Look: a comment
- name: New
  expr: up
  description: |-
    rules:

    alerts:
"""
OLD = "- name: Old\n  expr: up"


def test_entries_come_last_with_their_comments():
    there = f"{HEAD}alerts:\n{OLD} # mine\n"
    assert added(there, MADE).text == (
        f"{there}"
        "# Imported from Prometheus. Look.\n# Look: a comment\n- name: New\n  expr: up\n"
        "  description: |-\n    rules:\n\n    alerts:\n"
        "rules:\n- record: shop:orders:rate5m\n  expr: sum(rate(orders_total[5m]))\n"
    ).replace("# Imported from Prometheus. Look.\n# Look", "# Look").replace(
        "rules:\n- record", "rules:\n# Imported from Prometheus. Look.\n- record"
    )


@pytest.mark.parametrize(
    "there",
    [
        f"{HEAD}alerts:\n  - name: Old\n    expr: up\n\n# of the rules\nrules: # mine\n  - {{record: a, expr: up}}\n",
        f"{HEAD}alerts: # ours\n\n# the first\n{OLD}\n\n\n# the end",
        f"alerts:\n{OLD}\n  description: |\n    # no comment\n    alerts:\n    - name: New\n{HEAD}",
        f"---\n{HEAD}alerts:\n- {{name: Old, expr: up}}\n",
        f'{HEAD}alerts:\n- name: "Old"\n  expr: "up\n    alerts:\n    - name"\n',
        HEAD,
        f"{HEAD}alerts:\n- a text\n",
    ],
    ids=["indented, other parts behind", "comments", "head last", "flow entry", "quoted lines", "no part", "a text"],
)  # fmt: skip
def test_both_are_said_and_no_line_is_lost(there):
    text = added(there, MADE).text
    old, new, both = (yaml.safe_load(one) for one in (there, MADE, text))
    assert both["alerts"] == [*old.get("alerts", []), *new["alerts"]], text
    assert both["rules"] == [*old.get("rules", []), *new["rules"]], text
    left = iter(text.split("\n"))
    assert all(line in left for line in there.rstrip("\n").split("\n")), "the lines of the file, in their order"
    assert " \n" not in text, "a line of nothing but blanks"


MIXED = (
    "apiVersion: avionics/v1\r\nkind: Alerts\nservice: shop\r\nalerts:\n- name: Old\r\n  expr: up\r\n"
    "\r\n# of the rules\nrules:\r\n- record: old:up:sum\n  expr: up"
)


@pytest.mark.parametrize("last", ["", "\n", "\r\n", "\n\r\n"])
def test_lines_end_as_they_did_and_new_ones_as_those_before_them(last):
    made = MADE.replace("# Imported from Prometheus. Look.\n", "")
    text = added(MIXED + last, made).text
    record = "- record: shop:orders:rate5m\n  expr: sum(rate(orders_total[5m]))\n"
    new = "# Look: a comment\r\n- name: New\r\n  expr: up\r\n  description: |-\r\n    rules:\r\n\r\n    alerts:\r\n"
    before, behind = MIXED.split("\r\n\r\n")
    end = "\r\n" if last == "\r\n" else "\n"
    assert text == f"{before}\r\n{new}\r\n{behind}{end}{record.replace(chr(10), end)}"


def test_a_last_line_without_an_end_ends_as_the_others():
    there = f"{HEAD}alerts:\n{OLD}".replace("\n", "\r\n")
    assert "\n" not in added(there, MADE).text.replace("\r\n", "")


def test_a_comment_above_the_next_part_stays_with_it():
    text = added(f"{HEAD}alerts:\n{OLD}\n\n# of the rules\nrules:\n- record: a\n  expr: up\n", MADE).text
    assert "\n\n# of the rules\nrules:\n- record: a\n" in text, text


def test_where_the_entries_are_from_is_said_once():
    twice = added(added(HEAD, MADE).text, MADE.replace("New", "Newer").replace("5m", "6m")).text
    assert twice.count("# Imported") == 1, twice


def test_what_is_there_is_not_added_again():
    """And edits since the import are no difference, unless they decide when it fires."""
    there = f"{HEAD}alerts:\n{OLD}\n- {{name: New, expr: up, stage: ticket, impact: Mine}}\n"
    addition = added(there, MADE.replace("  expr: up\n", "  expr: up\n  impact: Theirs\n"))
    assert yaml.safe_load(addition.text)["alerts"] == yaml.safe_load(there)["alerts"], "they stay as they are"
    assert yaml.safe_load(addition.text)["rules"] == yaml.safe_load(MADE)["rules"], "what is new comes all the same"
    assert addition.kept == (Kept("New", "alerts", 1, ()),)


def test_of_several_those_that_are_new_are_added_with_their_comments():
    made = f"{HEAD}alerts:\n# Look: at old\n{OLD}\n# Look: at new\n# and again\n- name: New\n  expr: up\n"
    addition = added(f"{HEAD}alerts:\n{OLD}\n", made)
    assert addition.text == f"{HEAD}alerts:\n{OLD}\n# Look: at new\n# and again\n- name: New\n  expr: up\n"


def test_nothing_new_leaves_the_file_as_it_is():
    there = f"{HEAD}alerts: [{{name: New, expr: up, for: 1m}}]\nrules:\n- {{record: shop:orders:rate5m, expr: old}}\n"
    addition = added(there, MADE)
    assert (addition.text, addition.grown) == (there, False)
    assert [(one.name, one.otherwise) for one in addition.kept] == [
        ("shop:orders:rate5m", ("expr",)),
        ("New", ("for",)),
    ]


def test_a_recording_of_other_labels_is_another():
    there = f"{HEAD}rules:\n- record: shop:orders:rate5m\n  expr: up\n  labels: {{region: eu}}\n"
    assert len(yaml.safe_load(added(there, MADE).text)["rules"]) == 2, "two series of one name"


def test_labels_in_another_order_are_the_same():
    one, other = (
        f"{HEAD}rules:\n- record: a:b\n  expr: up\n  labels: {each}\n" for each in ("{a: b, c: d}", "{c: d, a: b}")
    )
    assert not added(one, other).grown, "one series"


@pytest.mark.parametrize("labels", ["text", "[a]", "1.5", "true"])
def test_a_recording_there_whose_labels_are_none_is_another(labels):
    """Nobody has checked the file: what is wrong with it, check says."""
    there = f"{HEAD}rules:\n- record: shop:orders:rate5m\n  expr: up\n  labels: {labels}\n"
    assert len(yaml.safe_load(added(there, MADE).text)["rules"]) == 2, "both are kept"


@pytest.mark.parametrize(
    ("there", "why"),
    [
        (f"{HEAD}alerts: []\n", "nothing can be added"),
        (f"{HEAD}alerts: [{{name: Old, expr: up}}]\n", "nothing can be added"),
        ("{apiVersion: avionics/v1, kind: Alerts, service: shop}\n", "cannot be added to|nothing can be added"),
        ("{apiVersion: avionics/v1, kind: Alerts, service: shop}", "cannot be added to|nothing can be added"),
        (f"{HEAD}alerts:\n{OLD}\n...\n", "cannot be added to|nothing can be added"),
        (HEAD.replace("shop", "cart"), "exists already"),
        (HEAD.replace("Alerts", "Cockpit"), "exists already"),
        (f"{HEAD}alerts: text\n", "exists already"),
        ("- a list\n", "exists already"),
        ("a: 1\na: 2\n", r"the key 'a' is written twice \(line 2\)"),
    ],
)  # fmt: skip
def test_a_file_that_it_cannot_go_into_says_why(there, why):
    with pytest.raises(CannotAdd, match=why):
        added(there, MADE)
