"""Where an expression is to blame: between « and »."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avionics.promql.syntax.fault import PromqlError
from avionics.promql.syntax.guards import MAX_OPERATORS
from avionics.promql.syntax.parse import parse
from promql.expressions import vector
from steps import steps


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("sum(«rat»(x[5m]))", "unknown function 'rat'; did you mean 'rate'?"),
        ("1 + «nosuchthing»(x)", "unknown function 'nosuchthing'"),
        ("«holt_winters»(x[5m], 0.5, 0.5)", "'holt_winters' is gone from Prometheus 3"),
        ("rate(a[5m]) / «rate(b)»", "expected type matrix in call to function 'rate', got vector"),
        ("histogram_quantile(0.9, sum by (le) («rate(x)»)) > 5", "expected type matrix"),
        ("max(«abs(x[5m])»)", "expected type vector in call to function 'abs'"),
        ("a + «rate(x[5m], 1)»", "expected 1 argument(s) in call to 'rate', got 2"),
        ("sum(«1 > 2»)", "comparisons between scalars must use BOOL"),
        ('a and b{«c=~"("»}', "the pattern cannot be read: a group is not closed"),
        ('b{d=~"x", «c=~"*x"»}', "the pattern cannot be read: '*' repeats nothing"),
        ('b{«c=~"a{3,2}"»}', "the pattern cannot be read: {3,2} is no range"),
        ('b{«c=~"[\\\\w.-]{1,253}"»}', "the pattern cannot be read: it is too large to be read here"),
        ('b{«c=~"[\\\\w-.]+"»}', "the pattern cannot be read: \\w- begins no range"),
        ("b{«c!~'(?!x)y'»}", "the pattern cannot be read: Prometheus's patterns look neither ahead nor behind"),
        ('«b{c="\\d"}»', "unknown escape sequence 'd'"),
        ('up{code«~=»"5.."}', "a pattern is asked for by '=~'"),
        ('up{job«==»"a"}', "a label is matched by '='"),
        ("up{code«>=»500}", "labels are texts"),
        ("sum «(»x", "'(' is never closed"),
        ("sum(x)«)» + 1", "unexpected ')'"),
        ("sum by (x) «rate»(", "expected '(' and what is to be aggregated"),
        ("sum by (x) «rate»(y[5m]))", "expected '(' and what is to be aggregated"),
        ("sum by (x) «(»rate(y[5m])", "'(' is never closed"),
        ("histogram_quantile(0.9, sum by (le) «rate»(y[5m])", "expected '(' and what is to be aggregated"),
        ('up«{»job="a"', "'{' is never closed"),
        ("sum((x«]»)", "unexpected ']'"),
        ('up{job=«"»a}', "this text never ends"),
        ("a «+»", "something is missing after '+'"),
        ("rate(x[5m]) «>»  # why", "something is missing after '>'"),
        ("a > «>» b", "unexpected '>'"),
        ("a «b»", "unexpected 'b': an operator is missing before it"),
        ("a «=» b", "values are compared by '=='"),
        ("sum by «queue» (x)", "expected labels in parentheses after 'by'"),
        ("sum(x,«)»", "unexpected ')'"),
        ('up{job="a" «code»="b"}', "expected ',' or '}'"),
        ("up{job«}»", "expected =, !=, =~ or !~"),
        ("up{job=«checkout»}", "expected a text in quotes, found checkout"),
        ("up{job=~«check.*», code='5'}", "expected a text in quotes, found check.*"),
        ("up{code=~«5..»}", "expected a text in quotes, found 5.."),
        ("up{code=«500»}", "expected a text in quotes, found 500"),
        ("up{path=«/a»}", "expected a text in quotes, found /a"),
        ("x[«y»]", "expected a duration"),
        ("count_over_time(up[«999999999y»]) > 1", "longer than the 292 years that Prometheus counts"),
        ("count_over_time(up[«292y171d23h47m16s855ms»])", "longer than the 292 years"),
        ("count_over_time(up[«99y9999w99999d»])", "longer than the 292 years"),
        (f"count_over_time(up[«{'9' * 5_000}s»])", "longer than the 292 years"),
        ("max_over_time(up[1h:«293y»])", "longer than the 292 years"),
        ("up offset -«106752d»", "longer than the 292 years"),
        ("x > «1e400»", "a number too large for Prometheus"),
        ("x > -«1.E+0309» or y", "a number too large for Prometheus"),
        ("x > «1.7976931348623159e308»", "a number too large for Prometheus"),
        (f"x > «{'9' * 309}»", "a number too large for Prometheus"),
        ("x > «0X8000000000000000»", "a number too large for Prometheus"),
        ("up @ «1e100» > 1", "a time so far away"),
        ("up @ -«0x7fffffffffffffff»", "a time so far away"),
        ("x[«{{.window}}»]", "{{.window}} is filled in by nobody"),
        ("x[«{{window}}»]", "{{window}} is filled in by nobody"),
        ("up{job=«{{ job }}»} > 1", "{{ job }} is filled in by nobody"),
        ("x offset «y»", "expected a duration"),
        ("x offset «inf» > 5", "expected a duration"),
        ("x OFFSET -«NaN»", "expected a duration"),
        ("x offset «+»inf", "expected a duration"),
        ("x offset # why\n «Inf»", "expected a duration"),
        ("x offset «1e30»", "expected a duration"),
        ("rate(x[5m] offset -«99999999999999999999999»)", "expected a duration"),
        ("«x[1e30]»", "the parser cannot read it"),
        ("x @ «y»", "expected a time"),
        ("(«)»", "unexpected ')'"),
        ("«»", "there is no expression"),
        ("a «∑» b", "unexpected character '∑'"),
        ('a{b="c" «or» d="e"}', "matchers cannot be joined by 'or'"),
        ("sum(\n  rate(x[5m])\n  / y «z»\n)", "expected ',' or ')'"),
        ('rate(x«{»job="shop"[5m])', "'{' is never closed"),
        ("rate(x«[»5m) + 1", "'[' is never closed"),
        ("sum((x«}»))", "unexpected '}'"),
        ("1 + «maxx» by (q) (x)", "unknown 'maxx'; did you mean 'max'?"),
        ("«MAXX»(x) by (q)", "unknown 'MAXX'; did you mean 'max'?"),
        ("sum(a / «ignorin»(b) c)", "unknown 'ignorin'; did you mean 'ignoring'?"),
        ("a «andd» b", "unknown 'andd'; did you mean 'and'?"),
        ("sum «queue_count_total» by (queue)", "an operator is missing before it"),
        ("rate «by» (q) (x)", "an operator is missing before it"),
        ("a «&&» b", "PromQL writes 'and'"),
        ("a «\u2013» b", "PromQL writes '-'"),
        ("a «\u2265» b", "PromQL writes '>='"),
        ("a -«\xa0»b", "it looks like a blank and is none"),
        ("a«\u3000»> b", "it looks like a blank and is none"),
        ("a «||» b", "PromQL writes 'or'"),
        ("a «|» b", "PromQL writes 'or'"),
        ('rate({app="shop"} «|»= "error" [5m])', "this is LogQL, which Loki reads"),
        ('rate({app="shop"} «|» json | level="error" [5m])', "this is LogQL, which Loki reads"),
        ("a «|» jsonnet", "PromQL writes 'or'"),
        ("rate(x[«$__rate_interval»])", "Grafana's variables are for cockpits only"),
        ("x > «${limit}»", "Grafana's variables are for cockpits only"),
    ],
)
def test_the_blame(marked, message):
    text = marked.replace("«", "").replace("»", "")
    with pytest.raises(PromqlError) as caught:
        parse(text)
    error = caught.value
    assert message in error.message
    begin, end = error.offset, error.offset + error.length
    assert f"{text[:begin]}«{text[begin:end]}»{text[end:]}" == marked


@pytest.mark.parametrize(
    "text",
    [
        "count_over_time(up[292y171d23h47m16s854ms])",
        "count_over_time(up[000000000000000000000000005m])",
        "up offset -106751d",
        "up @ 9.2e18",
        "up @ -9223372036854775000",
        "up{a='[999y] @ 1e400'} > 1e100",
        "x > 1.7976931348623157e308",
        "x > 1e-400",
        f"x > 0.{'0' * 400}1",
        "x > 0x7fffffffffffffff",
        "x1e400 > Inf",
    ],
)
def test_what_is_far_and_can_be_counted(text):
    """64 bits of nanoseconds for a duration, a time below 2 to the 63rd, a double: promtool reads all of these."""
    assert parse(text) is not None


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("rate(x)", "add a range, such as x[5m]"),
        ("rate(x[5 m])", "write 5m"),
        ('up(job="a")', 'stand in braces: up{job="shop"}'),
        ("sum(x", "write the ')' that is missing"),
        ('up{job="a"', "write the '}' that is missing"),
        ("rate(x[5m)", "write the ']' that is missing"),
        ("sum(x))", "take it out, or open it"),
        ("sum(x}", "take it out, or write ')' instead"),
        ('up{job="a}', 'close it by "'),
        ("up{job='a}", "close it by '"),
        ("max_over_time(rate(x[5m])[2h])", "a range over an expression is a subquery: [2h:]"),
        ("abs(x[5m])", "apply a function to it, such as rate(x[5m])"),
        ("-x[5m]", "apply a function to it, such as rate(x[5m])"),
        ("x[5m] > 1", "apply a function to it, such as rate(x[5m])"),
        ("x{a=b}", 'write a="b"'),
        ("x{a=~“5..”}", 'write a=~"5.."'),
        ("x{a=‘b’}", 'write a="b"'),
        ("x{a!~5..}", 'write a!~"5.."'),
        ('x{a=~"*"}', "in brackets, such as [(], [*] or [+]"),
        ('x{a=~"\\d"}', "or the text in backquotes: `...`"),
        ("1 > 2", "write 'bool' after the comparison"),
        ("rate(x[$w])", "write a window such as 5m"),
        ("x offset $w", "write a window such as 5m"),
        ("x > $limit", "write a value"),
        ("rate(x[ {{.window}}])", "write a window such as 5m"),
        ("x offset {{.window}}", "write a window such as 5m"),
        ("x > {{ .limit }}", "write a value"),
    ],
)
def test_the_help(text, help_):
    with pytest.raises(PromqlError) as caught:
        parse(text)
    assert caught.value.help.endswith(help_)


@pytest.mark.parametrize("text", ["a b", "a \u2211 b", "rate(5)", '"a" + x'])
def test_where_nothing_is_known_nothing_is_advised(text):
    """Neither braces around no labels, nor a range for a number."""
    with pytest.raises(PromqlError) as caught:
        parse(text)
    assert caught.value.help == ""


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "(" * 100_000 + "x" + ")" * 100_000,
        "-" * 100_000 + "x",
        "+".join(["x"] * 100_000),
        " or ".join(["x"] * (MAX_OPERATORS + 2)),
        "abs(" * 5_000 + "x" + ")" * 5_000,
        "sum by (a) " * 5_000,
        "x" + "[5m:]" * 5_000,
        "x{" + 'a="b",' * 20_000 + "}" + ")",
        '"' + "\\" * 99_999,
    ],
)  # fmt: skip
def test_hostile_expressions_are_refused_in_time(text):
    def refused():
        with pytest.raises(PromqlError):
            parse(text)

    assert steps(refused, 30 * len(text) + 10_000) > 10, "nothing was counted"


@pytest.mark.parametrize(
    "text",
    [
        "x offset 5m", "x offset -30", "x offset -1h30m > 5", "x OFFSET - 5m", "offset > 5", "offset - 5",
        "a and offset - inf", "a / on (b) offset + 5", "a + bool_offset", "sum by (offset) (x)", 'x{offset="inf"}',
        'x{a="offset inf"}',
    ],
)  # fmt: skip
def test_offsets_that_are_durations_and_names_that_are_no_modifiers_are_read(text):
    assert parse(text) is not None


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_a_run_can_be_stopped_while_the_parser_is_at_work(monkeypatch, stop):
    def stopped(_):
        raise stop

    monkeypatch.setattr("promql_parser.parse", stopped)
    with pytest.raises(stop):
        parse("x")


@pytest.mark.parametrize(
    "text", ["(" * 100 + "x" + ")" * 100, " or ".join(["x"] * (MAX_OPERATORS + 1)), "x" + " + x" * MAX_OPERATORS]
)
def test_what_is_allowed_is_read(text):
    assert parse(text) is not None


@settings(max_examples=400)
@given(
    rnd=st.randoms(use_true_random=False),
    mutations=st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 3), st.text("ab(){}[],+->=~\"'` 5m@", max_size=3)), max_size=3
    ),
)
def test_a_mutated_expression_is_read_or_blamed_within_it(rnd, mutations):
    text = vector(rnd, 3)
    for position, removed, added in mutations:
        at = position % (len(text) + 1)
        text = text[:at] + added + text[at + removed :]
    error = refusal(text)
    if error is not None:
        assert error.message
        assert 0 <= error.offset <= len(text)
        assert error.offset + error.length <= max(len(text), 1) + 1


def refusal(text: str) -> PromqlError | None:
    try:
        parse(text)
    except PromqlError as error:
        return error
    return None
