"""A report as a mail's HTML. Pure.

Mail programs support little, so this uses tables and styles on the elements, keeps the reader's own colours (dark mode
works), and loads nothing.
"""

from collections.abc import Sequence
from html import escape
from typing import Final

from alerting.report_sections import Line, Section

_FONT: Final = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_FAINT: Final = "opacity:.7;font-size:13px"
_CELL: Final = "padding:5px 12px 5px 0;border-top:1px solid rgba(128,128,128,.25);vertical-align:top"


def page(title: str, span: str, sections: Sequence[Section], foot: Sequence[tuple[str, str]]) -> str:
    """`foot`: (text, url) of the links at the end."""
    links = " · ".join(_link(text, url) for text, url in foot)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>{escape(title)}</title></head>"
        f'<body style="margin:0;padding:16px;color-scheme:light dark;{_FONT};font-size:15px;line-height:1.45">'
        '<div style="max-width:640px;margin:0 auto">'
        f'<h1 style="font-size:20px;margin:0 0 4px">{escape(title)}</h1>'
        f'<p style="margin:0 0 16px;{_FAINT}">{escape(span)}</p>'
        f"{''.join(map(_section, sections))}"
        f'<p style="margin:24px 0 0;{_FAINT}">{links}</p>'
        "</div></body></html>"
    )


def _section(section: Section) -> str:
    has_notes = any(line.note for line in section.lines)
    more = f'<p style="margin:4px 0 0;{_FAINT}">{escape(section.more)}</p>' if section.more else ""
    return (
        f'<h2 style="font-size:15px;margin:22px 0 6px">{escape(section.title)}</h2>'
        '<table role="presentation" width="100%" style="border-collapse:collapse;font-size:15px">'
        f"{''.join(_row(line, has_notes) for line in section.lines)}</table>{more}"
    )


def _row(line: Line, has_notes: bool) -> str:
    label = _link(line.label, line.url) if line.url else escape(line.label)
    detail = f'<div style="{_FAINT}">{escape(line.detail)}</div>' if line.detail else ""
    note = (
        f'<td style="{_CELL};padding-right:0;white-space:nowrap;{_FAINT}">{escape(line.note)}</td>' if has_notes else ""
    )
    last = "" if has_notes else ";padding-right:0"
    return (
        f'<tr><td style="{_CELL};word-break:break-word">{label}{detail}</td>'
        f'<td align="right" style="{_CELL}{last};white-space:nowrap">{escape(line.value)}</td>{note}</tr>'
    )


def _link(text: str, url: str) -> str:
    # `target` matters only in the preview: mail programs open links elsewhere anyway, and the preview's frame may open
    # nothing.
    return f'<a href="{escape(url)}" target="_blank" rel="noopener" style="color:inherit">{escape(text)}</a>'
