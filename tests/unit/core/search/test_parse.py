"""The query language: what a text means, and where a wrong one is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search import (
    MAX_CONDITIONS,
    MAX_DEPTH,
    MAX_LENGTH,
    And,
    Condition,
    InvalidQuery,
    Node,
    Not,
    Operator,
    Or,
    Pattern,
    conditions,
    parse,
)


def said(node: Node) -> str:
    """A tree in one line, brackets everywhere."""
    match node:
        case Condition(key, operator, values, is_tag=is_tag):
            texts = ",".join("*".join(f"<{piece}>" for piece in value.pieces) for value in values)
            return f"{'tag ' if is_tag else ''}{key}{operator.value}{texts}"
        case Not(inner):
            return f"not({said(inner)})"
        case And(nodes):
            return "and(" + " ".join(map(said, nodes)) + ")"
        case Or(nodes):
            return "or(" + " ".join(map(said, nodes)) + ")"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", "and()"),
        ("   ", "and()"),
        ("is:unresolved", "is=<unresolved>"),
        ("is:unresolved level:error", "and(is=<unresolved> level=<error>)"),
        ("a:1 AND b:2 c:3", "and(a=<1> b=<2> c=<3>)"),
        ("a:1 OR b:2 c:3", "or(a=<1> and(b=<2> c=<3>))"),
        ("(a:1 OR b:2) c:3", "and(or(a=<1> b=<2>) c=<3>)"),
        ("((a:1))", "a=<1>"),
        ("!a:1", "not(a=<1>)"),
        ("-a:1", "not(a=<1>)"),
        ("NOT a:1", "not(a=<1>)"),
        ("!!a:1", "a=<1>"),
        ("!(a:1 b:2)", "not(and(a=<1> b=<2>))"),
        ("-(a:1)", "not(a=<1>)"),
        ("timesSeen:>10", "timesSeen><10>"),
        ("timesSeen:>=10 users:<5", "and(timesSeen>=<10> users<<5>)"),
        ("firstSeen:-24h", "firstSeen=<-24h>"),
        ("release:[1.0, 2.0]", "release=<1.0>,<2.0>"),
        ('browser:["Firefox 1", Chrome]', "browser=<Firefox 1>,<Chrome>"),
        ('browser:"Firefox 1"', "browser=<Firefox 1>"),
        ('browser:""', "browser=<>"),
        ("release:1.*", "release=<1.>*<>"),
        ("title:*a*b", "title=<>*<a>*<b>"),
        (r"title:a\*b", "title=<a*b>"),
        (r'title:"say \"hi\" \\o"', r'title=<say "hi" \o>'),
        ('"free text" more', "and(=<free text> =<more>)"),
        ("TypeError", "=<TypeError>"),
        ("exit code -9", "and(=<exit> =<code> =<-9>)"),
        ("a - b", "and(=<a> =<-> =<b>)"),
        ("https://shop.example/x?y=1", "=<https://shop.example/x?y=1>"),
        ("std::panic", "=<std::panic>"),
        ("count()", "=<count()>"),
        ("call(", "=<call(>"),
        ("title:count()", "title=<count()>"),
        ("(count() OR f(a,b))", "or(=<count()> =<f(a,b)>)"),
        ("tags[level]:error", "tag level=<error>"),
        ('"level":error', "tag level=<error>"),
        ("user.email:a@b.c", "user.email=<a@b.c>"),
        ("ORDER ANDROID NOTE", "and(=<ORDER> =<ANDROID> =<NOTE>)"),
        ("größe:ö", "größe=<ö>"),
        ('"AND"', "=<AND>"),
    ],
)
def test_meaning(text: str, meaning: str) -> None:
    assert said(parse(text)) == meaning


@pytest.mark.parametrize(
    ("text", "position", "length", "word"),
    [
        ("a:1 (b:2", 4, 1, "never closed"),
        ("a:1) b:2", 3, 1, "closes nothing"),
        ('a:"x', 2, 1, "quote"),
        ("a:[1,2", 2, 1, "list"),
        ("a:[]", 3, 1, "missing"),
        ("a:[1,]", 5, 1, "missing"),
        ("OR a:1", 0, 2, "before"),
        ("a:1 OR", 5, 1, "should follow"),
        ("a:1 AND", 6, 1, "should follow"),
        ("a:1 OR OR b:2", 7, 2, "before"),
        ("()", 1, 1, "before this bracket"),
        ("a:1 OR ()", 8, 1, "before this bracket"),
        ("a:1 NOT", 6, 1, "should follow"),
        ("level:(", 6, 1, "never closed"),
        ("a:1 level:(error OR fatal)", 10, 1, "never closed"),
        ("TypeError: x is undefined", 0, 10, "quotes"),
        ("x timesSeen:>", 2, 11, "Nothing follows"),
        ("! a:1", 0, 1, "Nothing follows"),
        ("a\0b", 1, 1, "NUL"),
        ("x" * (MAX_LENGTH + 5), MAX_LENGTH, 5, "longer"),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), MAX_DEPTH, 1, "deep"),
        ("a " * (MAX_CONDITIONS + 1), 2 * MAX_CONDITIONS, 1, "More than"),
        ("x a:" + "*" * 11, 4, 11, "stars"),
        ('a:"' + "*" * 11 + '"', 2, 13, "stars"),
        ("a:[" + "1," * MAX_CONDITIONS + "1]", 3 + 2 * MAX_CONDITIONS, 1, "More than"),
    ],
)
def test_a_mistake_has_a_place(text: str, position: int, length: int, word: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse(text)
    assert (caught.value.position, caught.value.length) == (position, length)
    assert word in caught.value.detail


TEXT = st.lists(
    st.sampled_from([*'()!-:"[],*\\<>= ', "OR", "AND", "NOT ", "key:", "value", "tags[x]:", "1", "é", "\n", "\ud800"]),
    max_size=40,
).map("".join) | st.text(max_size=60)


@given(TEXT)
def test_any_text_is_a_tree_or_an_error_inside_the_text(text: str) -> None:
    tree, error = _tried(text)
    if error is not None:
        assert 0 <= error.position <= len(text)
        assert error.length >= 1
    for condition in conditions(tree):
        assert 0 <= condition.position <= condition.position + condition.length <= len(text)
        assert condition.values


def _tried(text: str) -> tuple[Node, InvalidQuery | None]:
    try:
        return parse(text), None
    except InvalidQuery as error:
        return And(()), error


WORD = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@given(WORD)
def test_a_quoted_text_means_itself(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', r"\"").replace("*", r"\*")
    [condition] = conditions(parse(f'key:"{escaped}"'))
    assert condition.values == (Pattern((text,)),)


@given(st.lists(st.sampled_from(["a:1", "b:x", "text", '"q r"']), min_size=2, max_size=6))
def test_blanks_and_and_mean_the_same(words: list[str]) -> None:
    spaced, joined = parse("  ".join(words)), parse(" AND ".join(words))
    assert said(spaced) == said(joined)


def test_conditions_know_their_places() -> None:
    text = "is:new  (level:>5 OR !x)"
    places = [text[one.position : one.position + one.length] for one in conditions(parse(text))]
    assert places == ["is:new", "level:>5", "x"]
    assert next(conditions(parse("a:>=1"))).operator is Operator.AT_LEAST
