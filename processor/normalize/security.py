"""What a browser reported by itself: a violation of a page's Content-Security-Policy.

The gateway makes the event out of the report (`ingest/security.py`); here its `csp` part is read like any other.
"""

from typing import Final

from processor.normalize import limits
from processor.normalize.values import Fix, any_text, fields, integer, text

_uri: Final = text(limits.URL)
csp: Final[Fix] = fields(
    {
        "effective_directive": text(limits.TEXT),
        "violated_directive": text(limits.URL),
        "blocked_uri": _uri,
        "document_uri": _uri,
        "source_file": _uri,
        "referrer": _uri,
        "original_policy": any_text(limits.MESSAGE),
        "disposition": text(limits.TEXT),
        "script_sample": any_text(limits.TEXT),
        "status_code": integer,
        "line_number": integer,
        "column_number": integer,
    }
)
