"""The one pattern that finds what may be variable in a message. Earlier alternatives win at the same place.

The class says how `tokens.replacement` reads a hit. RE2 knows no look-around; `\\B'` stands for "a quote that does
not follow a letter", and whatever needs a second look is decided in Python on the short hit.
"""

from typing import Final

import re2

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}"
_WHOLE_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:[.,:]\d+)?)?(?: ?[AaPp]\.?[Mm]\b\.?)?"
_ZONE = (
    r"(?: ?(?:Z|UTC|GMT|CES?T|[ECMP][SD]T)\b)?(?: ?(?:UTC|GMT)?[+-]\d\d:?\d\d\b)?"
    r"(?:\[[A-Za-z_/]+\]| \([A-Z][A-Za-z ]+\))?"
)
_DATES = "|".join(
    (
        rf"\b\d{{4}}[-/.]\d\d?[-/.]\d\d?(?:(?:[T ]|, ?){_CLOCK}{_ZONE})?",
        rf"\b\d{{1,2}}/{_MONTH}/\d{{4}}(?::{_CLOCK})?{_ZONE}",
        rf"\b(?:{_DAY},? )?\d{{1,2}}[- ]{_MONTH}[- ,]{{1,2}}\d{{2,4}}\b(?:,? {_CLOCK}{_ZONE})?",
        rf"\b(?:{_DAY},? )?{_MONTH}\.? {{1,2}}\d{{1,2}}(?:st|nd|rd|"
        rf"th)?,? (?:\d{{4}},? )?{_CLOCK}{_ZONE}(?: \d{{4}})?",
        rf"\b(?:{_DAY},? )?{_MONTH}\.? {{1,2}}\d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b",
        rf"\b\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d\d)\b(?:,? {_CLOCK}{_ZONE})?",
        r"\b\d{8}T\d{4,6}(?:\.\d+)?Z?\b",
        r"\b\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?\b| ?[AaPp]\.?[Mm]\b\.?)",
        rf"\b(?:(?:{_WHOLE_MONTH}) \d{{4}}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    )
)
_H16 = r"[0-9A-Fa-f]{1,4}"
_IPV6 = (
    rf"\[?(?:\b(?:{_H16}:){{7}}{_H16}\b|\b(?:{_H16}:){{1,6}}(?::{_H16}){{1,6}}\b|\b(?:{_H16}:){{2,7}}:|"
    rf"\B::(?:{_H16}:){{0,5}}{_H16}\b)"
    r"(?:%\w+)?(?:/\d{1,3})?(?:\](?::\d+)?)?"
)
TLD = (
    "com|net|org|edu|gov|info|biz|io|dev|app|cloud|ai|co|eu|de|ch|fr|nl|uk|es|pl|us|ca|au|jp|cn|br|internal|intern|local|"
    "localdomain|lan|corp|svc|consul|example|invalid"
)
# The labels behind are taken along, so that `java.io.IOException` is seen whole and is no host.
_HOST = rf"(?:\B\*\.)?\b(?:[a-z0-9_][a-z0-9_-]*\.)+(?:{TLD})\b(?:\.\w+)*(?::\d+)?(?:/[^\s\"'<>)\]]*)?"
_SCHEMA_WORD = (
    "columns?|tables?|relations?|attributes?|property|properties|fields?|keys?|modules?|packages?|functions?|methods?|"
    "variables?|parameters?|params?|arguments?|args?|options?|class|types?|index|constraints?|commands?|settings?|"
    "enum|operator|keyword|tag|element|selector|header|directive|role|schema|database|extension|import|symbol|named?|"
    "reading|setting|calling|evaluating|invoke|because|token|codec|encoding|locale|template|view|route|bean|service"
)
_NUMBER_UNIT = (
    r"(?:ns|us|µs|μs|ms|s|secs?|seconds?|mins?|minutes?|m|h|hrs?|hours?|d|days?|weeks?|months?|years?|milliseconds?|"
    r"microseconds?|nanoseconds?|millis)"
)
_SIZE_UNIT = r"(?:[KMGTPkmgtp]i?[Bb]|[Bb]ytes?|B|kilobytes?|megabytes?|gigabytes?|[KMG]i)"
_CODE_WORD = (
    r"(?:error|err|exit|return|response|result|reply|sql|vendor)[ _-]?(?:code|status|state)(?: of| is)?|"
    r"exited with(?: code| status)?|errno|winerror|sqlstate|os error"
)
_STATUS_WORD = (
    r"https?(?:/\d(?:\.\d)?)?(?: (?:status|error|code|response))*|(?:http[ _-]?)?status(?:[ _-]?code)?(?: of| is)?"
)
_ANSWERED = r"(?:returned|returns|responded|responds|respond|got|received|failed|replied|answered)(?: with| back)?"
_REASON = (
    r"(?:OK|Created|Accepted|No Content|Moved|Found|Not|Bad|Unauthorized|Payment|Forbidden|Method|Request|"
    r"Conflict|Gone|"
    r"Length|Precondition|Payload|Content|URI|Unsupported|Expectation|Misdirected|Unprocessable|Locked|Failed|Too|"
    r"Upgrade|Internal|Service|Gateway|HTTP|Insufficient|Loop|Network|Client Error|Server Error)"
)

ALTERNATIVES: Final = (
    # What redaction left (`processor/redact/kinds.py`), with a digest where a project wants digests.
    (
        "marker",
        r"\[{1,2}ip(?::[0-9a-f]+)?\]{1,2}(?::\d{1,5}\b)?|"
        r"\[(?:email|phone|creditcard|credit_card|iban|national[ _]id|(?:crypto_)?wallet|secret)(?::[0-9a-f]+)?\]"
        r"|\*{3,}[\w-]*",
    ),
    ("route", r"\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) https?://[^\s\"'<>/]+/[^\s\"'<>]*"),
    (
        "url",
        r"\b[A-Za-z][A-Za-z0-9+.-]{1,15}://(?:[^\s\"'<>`)\]}|\[]|\[\w*\])+|\bdata:[\w/+.-]+;[^\s\"'<>`)]+|\b(?:arn|urn):[\w:/.*-]+",
    ),
    ("email", r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"),
    ("uuid", r"\b(?:[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})\b"),
    ("date", _DATES),
    ("mac", r"\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b"),
    ("ip", rf"\b\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?:/\d{{1,2}})?(?::\d+)?\b|(?:{_IPV6})(?::\d+)?|\B:\d{{2,5}}\b"),
    ("host", rf"{_HOST}|\blocalhost(?::\d+)?\b"),
    # Codes that tell problems apart, in the words that introduce them.
    (
        "keep",
        rf"(?i:\b(?:{_CODE_WORD}))[\"']?(?: ?[:=#] ?| )?[\"'(\[{{]?"
        r"-?(?:0x[0-9A-Fa-f]{1,8}|[0-9A-Z]{5}|\d{1,5})\b",
    ),
    ("keep", rf"(?i:\b(?:{_STATUS_WORD}))[\"']?(?: ?[:=#] ?| )?[\"'(\[{{]?-?\d{{1,3}}\b"),
    ("keep", r"(?i:\b(?:code|error))[:=]? ?[(#]?-?\d{1,4}\b|(?i:\bsignal)[:=]? ?[(#]?\d{1,2}\b"),
    ("keep", rf"(?i:\b{_ANSWERED}(?: an?)?(?: http)?) [45]\d\d\b"),
    ("keep", rf"\b[1-5]\d\d {_REASON}\b|\([45]\d\d\)|\[[45]\d\d\]"),
    ("keep", r"\b(?:ORA|PLS|TNS|CVE|RFC|UTF|SHA|ISO|MSB|SQL|DPY|JDK|HTTP)-\d+(?:-\d+)?\b"),
    (
        "keep",
        rf"\b(?i:{_SCHEMA_WORD})[:=]? \(?"
        r"(?:'[A-Za-z_][A-Za-z_.$-]*'|\"[A-Za-z_][A-Za-z_.$()<>, -]*\"|`[A-Za-z_][A-Za-z_.$-]*`)",
    ),
    (
        "keep",
        r"\b(?:status|error|err|reason|type|kind|op|operation|action|event|method|state|level|service|component|"
        r"module|stage|"
        r"phase|msg|message|class|function|func|command|cmd|caller|service_name|job|task|step|provider|driver|"
        r"protocol)=\b",
    ),
    ("pair", r"\b[A-Za-z_][\w.-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|\[[^\]\n]*\]|[^\s,;&)\]}\"'=<>]+)"),
    # Bytes, as Python shows them: read as words they would be cut up at every `\\x`.
    ("bytes", r"\bb'(?:[^'\\\n]|\\.)*'|\bb\"(?:[^\"\\\n]|\\.)*\""),
    ("quoted", r"\"(?:[^\"\\\n]|\\.)*\"|\B'(?:[^'\\\n]|\\.|'\w)*'\B|`[^`\n]*`|“[^”\n]*”|«[^»\n]*»|‘[^’\n]*’"),
    ("path", r"\b[A-Za-z]:[\\/][^\s\"'<>|:*?]*|\\\\[\w.$-]+\\[^\s\"'<>|:]+"),
    # Ruby shows an object: its class stays.
    ("inspected", r"#<[A-Z]\w*(?:::[A-Z]\w*)*[^\w<>\n][^<>\n]*>"),
    # A dump behind the text: its keys and their number are data.
    ("object", r"\{ ?[\"'][^\n]*\}"),
    (
        "region",
        r"\b(?:us|eu|ap|sa|ca|me|af|cn|il|europe|asia|australia)-(?:gov-)?(?:north|south|east|west|central){1,2}-?\d(?:-?[a-z])?\b",
    ),
    ("route", r"\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /[^\s\"'<>]*"),
    ("path", r"\B(?:~|\.{1,2})?/[\w.@%+~=-]*\w(?:/[\w.@%+~=,$-]*\w)*/?(?::\d+){0,2}"),
    ("path", r"\b[\w@][\w.@-]*(?:/[\w.@-]+)+\.[A-Za-z]\w{0,7}\b(?::\d+){0,2}"),
    (
        "file",
        r"\b[\w-]+\.(?:csv|tsv|pdf|png|jpe?g|gif|webp|svg|xlsx?|docx?|zip|tar|gz|tgz|parquet|log|txt|mp[34]|mov|"
        r"bak|tmp|"
        r"lock|pid|sock|html?|xml|eml|wav|ics|db)\b",
    ),
    ("address", r"@[0-9a-f]{1,16}\b|\b0[xX][0-9A-Fa-f]+\b"),
    (
        "duration",
        rf"(?:\B-)?\b\d[\d.,]* ?{_NUMBER_UNIT}\b"
        r"|\b(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|h|m|s|d))+\b|\bPT?(?:\d+(?:\.\d+)?[YMWDHS]T?)+\b",
    ),
    ("size", rf"\b\d[\d.,]*(?: ?{_SIZE_UNIT}|[KMGT])\b"),
    ("num", r"(?:\B[+-])?\b\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)? ?%"),
    ("version", r"\bv?\d+(?:\.\d+){2,}(?:[-+][0-9A-Za-z.+-]+)?\b"),
    (
        "num",
        r"(?:\B[+-])?\b\d{1,3}(?:[,_' ]\d{3})+(?:\.\d+)?\b"
        r"|(?:\B[+-])?\b\d+\.\d+(?:[eE][+-]?\d+)?\b|\B[+-]\d+(?:[eE][+-]?\d+)?\b|\b\d+[eE][+-]\d+\b",
    ),
    ("id", r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"),
    ("base64", r"\b[A-Za-z0-9+/]{20,}(?:={1,2}|\b)"),
    # Any word with a digit in it, and any long run that could be base64.
    (
        "word",
        r"\b[A-Za-z_-]*\d[\w-]*(?:={1,2}|\b)|\b[A-Za-z0-9+_-]{20,}={0,2}|\b[0-9a-f]{12,}\b|"
        r"\b[0-9A-HJKMNP-TV-Z]{26}\b",
    ),
)
"""(class, pattern) in order of precedence."""


SCANNER: Final = re2.compile("|".join(f"(?:{pattern})" for _, pattern in ALTERNATIVES))
"""Finds hits; without capturing groups, which would cost four times as much."""
