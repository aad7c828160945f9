"""The text of an issue at a tracker: in Markdown, in Jira's document format, in Jira's old wiki markup. Pure.

Most of it came from events. A mention must notify nobody, a link must lead nowhere, and `/close` must do nothing. So
all text that is not ours is put into code, which none of the three interprets.
"""

from typing import Any, Final

from core.trackers import TrackerDraft

MAX_TITLE: Final = 250
"""Characters; GitHub takes 256, Jira and GitLab 255."""
_MAX_SENTENCE: Final = 2000
_MAX_LINE: Final = 400
_MAX_STACK: Final = 40
_MORE: Final = "Made by Redshank. Closing this resolves the issue there, and resolving it there closes this."


def title_of(draft: TrackerDraft) -> str:
    """A title on one line, never empty, and short enough for every tracker."""
    return _line(draft.title, MAX_TITLE) or "Untitled issue"


def markdown(draft: TrackerDraft, url: str, marker: str) -> str:
    """For GitHub and GitLab; the marker is a comment, which they keep and do not show."""
    parts = [code_span(_line(draft.sentence, _MAX_SENTENCE)), f"[Open in Redshank]({url})"]
    if draft.facts:
        parts.append("\n".join(f"- {_name(name)}: {code_span(_line(value, _MAX_LINE))}" for name, value in draft.facts))
    if draft.stack:
        lines = _stack(draft)
        fence = "`" * max(3, _longest_run("\n".join(lines)) + 1)
        parts.append("\n".join([fence + "text", *lines, fence]))
    return "\n\n".join([*parts, _MORE, f"<!-- {marker} -->"])


def markdown_comment(text: str, url: str, marker: str) -> str:
    return f"{code_span(_line(text, _MAX_SENTENCE))}\n\n[Open in Redshank]({url})\n\n<!-- {marker} -->"


def code_span(text: str) -> str:
    """CommonMark: a run of backticks longer than any inside, and a blank at both ends, which is not shown."""
    ticks = "`" * (_longest_run(text) + 1)
    return f"{ticks} {text or '(empty)'} {ticks}"


def document(draft: TrackerDraft, url: str, marker: str) -> dict[str, Any]:
    """Jira Cloud: structure, in which text is never markup. It has no comments: the marker is the last line."""
    content = [_paragraph(_text(_line(draft.sentence, _MAX_SENTENCE), "code")), _paragraph(_linked(url))]
    if draft.facts:
        items = [
            {"type": "listItem", "content": [_paragraph(_text(f"{name}: "), _text(_line(value, _MAX_LINE), "code"))]}
            for name, value in draft.facts
        ]
        content.append({"type": "bulletList", "content": items})
    if draft.stack:
        content.append({"type": "codeBlock", "content": [_text("\n".join(_stack(draft)))]})
    return _doc([*content, _paragraph(_text(f"{_MORE} {marker}"))])


def document_comment(text: str, url: str, marker: str) -> dict[str, Any]:
    said = _paragraph(_text(_line(text, _MAX_SENTENCE) or "(empty)"))
    return _doc([said, _paragraph(_linked(url)), _paragraph(_text(marker))])


def wiki(draft: TrackerDraft, url: str, marker: str) -> str:
    """Jira Server and Data Center."""
    facts = [f"{name}: {_line(value, _MAX_LINE)}" for name, value in draft.facts]
    told = _noformat("\n".join([_line(draft.sentence, _MAX_SENTENCE), "", *facts, "", *_stack(draft)]).strip())
    return f"{told}\n[Open in Redshank|{url}]\n{_MORE} {marker}"


def wiki_comment(text: str, url: str, marker: str) -> str:
    return f"{_noformat(_line(text, _MAX_SENTENCE))}\n[Open in Redshank|{url}]\n{marker}"


def _noformat(text: str) -> str:
    # Only `{noformat}` ends the block; a zero-width space inside breaks the word.
    return "{noformat}" + text.replace("{noformat", "{no\u200bformat") + "{noformat}"


def _doc(content: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "doc", "version": 1, "content": content}


def _paragraph(*texts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "paragraph", "content": list(texts)}


def _text(text: str, *marks: str) -> dict[str, Any]:
    # An empty text node is refused by Jira.
    node: dict[str, Any] = {"type": "text", "text": text or "(empty)"}
    return {**node, "marks": [{"type": one} for one in marks]} if marks else node


def _linked(url: str) -> dict[str, Any]:
    return {**_text("Open in Redshank"), "marks": [{"type": "link", "attrs": {"href": url}}]}


def _stack(draft: TrackerDraft) -> list[str]:
    return [_line(one, _MAX_LINE) for one in draft.stack[:_MAX_STACK]]


def _line(text: str, most: int) -> str:
    """Without line ends and other control characters, cut."""
    plain = "".join(one if one.isprintable() else " " for one in text[: most * 2])
    short = " ".join(plain.split())
    return short if len(short) <= most else short[: most - 1].rstrip() + "…"


def _name(text: str) -> str:
    return "".join(one for one in text if one.isalnum() or one in " -")


def _longest_run(text: str) -> int:
    longest = run = 0
    for one in text:
        run = run + 1 if one == "`" else 0
        longest = max(longest, run)
    return longest
