"""What was wrong with a text that is no JSON, in whatever engine's words.

Each browser says differently which sign it stumbled over, and the sign is data. But a page in place of JSON, an answer
that was cut off and a mistake in the middle are three problems, and each engine's words tell them apart.
"""

import re

_JSON = re.compile(r"\bJSON\b")
_CUT_OFF = re.compile(r"(?:end of JSON input|end of data|Unexpected EOF|nterminated string)", re.IGNORECASE)
# V8 shows the sign and the text around it: where both begin alike, the very first sign was wrong.
_ANOTHER_TEXT = re.compile(
    r"^Unexpected token '?(?P<sign>.)'?, \"(?P=sign)|^\"[^\"]{0,80}\" is not valid JSON|at position 0(?!\d)"
    r"|at line 1 column 1(?!\d)|Unrecognized token '<'|Unexpected identifier \"(?:undefined|object)\""
)
_MAX_CHARS = 240


def json_fault(value: str) -> str:
    """Which of the three problems a SyntaxError's value tells; empty when it is not about JSON."""
    value = value[:_MAX_CHARS]
    if not _JSON.search(value):
        return ""
    if _CUT_OFF.search(value):
        return "JSON cut off"
    return "no JSON at all" if _ANOTHER_TEXT.search(value) else "a mistake in JSON"
