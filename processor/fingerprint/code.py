"""The code that a library's error carries instead of a type of its own.

Python has `ConnectionRefusedError` and `FileNotFoundError`; Node has one `Error` that says `ECONNREFUSED` or `ENOENT`.
One `HTTPError` tells of 404 and of 500, one `ClientError` of all that AWS refuses, one `OperationalError` of a deadlock
and of a wrong password. They come from one line of the program, but people mend another thing for each, so such a code
counts like a type. Only codes of well-known shape in the words that introduce them: any other number is data.
"""

import re

import re2

from processor.fingerprint.database_fault import database_fault, refused_object
from processor.fingerprint.validation_fault import validation_fault

_MAX_CHARS = 512
"""Of a value; codes stand in front, what follows is bodies and statements."""

_SYSTEM = (
    "EACCES|EADDRINUSE|EADDRNOTAVAIL|EAGAIN|EAI_AGAIN|EBADF|EBUSY|ECONNABORTED|ECONNREFUSED|ECONNRESET|EEXIST|EFBIG|"
    "EHOSTUNREACH|EINVAL|EIO|EISDIR|ELOOP|EMFILE|ENAMETOOLONG|ENETUNREACH|ENFILE|ENOENT|ENOMEM|ENOSPC|ENOTCONN|"
    "ENOTDIR|ENOTEMPTY|ENOTFOUND|EPERM|EPIPE|EPROTO|EROFS|ETIMEDOUT|EXDEV"
)
_GRPC = (
    "CANCELLED|UNKNOWN|INVALID_ARGUMENT|DEADLINE_EXCEEDED|NOT_FOUND|ALREADY_EXISTS|PERMISSION_DENIED|"
    "RESOURCE_EXHAUSTED|FAILED_PRECONDITION|ABORTED|OUT_OF_RANGE|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS|"
    "UNAUTHENTICATED"
)
_REASON = (
    "Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Request Timeout|"
    "Conflict|Gone|Length Required|Precondition Failed|Payload Too Large|Request Entity Too Large|"
    "Unsupported Media Type|Unprocessable (?:Entity|Content)|Locked|Too Many Requests|Internal Server Error|"
    "Not Implemented|Bad Gateway|Service Unavailable|Gateway Time-?out|Client Error|Server Error"
)
_HTTP_BEFORE = (
    r"(?i:\bhttp(?:/\d(?:\.\d)?)?(?: status| error| response| code)*:? |\bstatus(?: code)?(?: of)?:? |"
    r"\bresponse code:? |\b(?:answered|responded|replied)(?: with)?(?: an?)?(?: http)? )[45]\d\d\b"
)
_ANY = re2.compile(
    rf"\b(?:{_SYSTEM})\b"
    rf"|{_HTTP_BEFORE}"
    rf"|\b[45]\d\d:? \(?(?:{_REASON})\b|^[45]\d\d(?: ?:|, message=)"
    r"|\bAn error occurred \(\w{1,60}\) when calling the \w{1,60} operation"
    r"|\bSQLSTATE\[\w{5}\](?: \[\d{1,5}\]|: [A-Za-z ]{1,60}: \d{1,5}\b)?"
    r"|\bORA-\d{5}\b"
    r"|\([13]\d{3}, [\"']"
    rf"|\bStatusCode\.(?:{_GRPC})\b|^(?:\d{{1,2}} )?(?:{_GRPC}): |\brpc error: code = \w{{1,20}}"
)
# Most values have no code, and asking RE2 costs much more: three digits or capitals in a row.
_MAYBE = re.compile(r"[45A-Z](?<![0-9-].)[0-9A-Z]{2}(?![0-9])")
# What is left of a hit: bounded, so that the standard library's engine is linear on it.
_STATUS = re.compile(r"(?<![\w[-])[45]\d\d(?!\w)")
_LOST_CONNECTION = re.compile(r"(?: \[|: [A-Za-z ]{1,60}: )2\d{3}\]?$")
"""MySQL has a dozen numbers for a connection that is gone, which is one problem."""
_ERRNO = re.compile(r"^\[Errno \d{1,3}\]")
_GO_OPERATIONS = frozenset(
    ("*fs.PathError", "*os.LinkError", "*os.SyscallError", "*net.OpError", "*exec.Error", "*url.Error")
)
_OPERATION = re.compile(r"[A-Za-z][a-z]{1,20}(?= )")
"""What Go was doing to the file or the socket: `open`, `dial`, `Get`. The caller is mostly not in the stack."""
_MAX_NAME = 40
NO_FUNCTION = "not a function"
_NO_FUNCTION = re.compile(r"^[^ ]{1,200} is not a function\b")
"""In JavaScript what was called is missing; of what it is a member, is there."""
_OF_DATABASES = ("MySQL ", "SQLSTATE")
_OF_TYPE = re.compile(r"^(?:Object of type (\w{1,80}) is not JSON serializable|cannot pickle '([\w.]{1,80})' object)")
"""What a program gave to be written; where in it, one does not see."""
_ALL_BY_NUMBER = frozenset(("OSError", "IOError"))
"""Python gives the other numbers types; of those, they differ from system to system."""


def error_code(type_: str, value: str) -> str:
    """The code in an exception's value that tells what failed, as `HTTP 404` or `ECONNREFUSED`; else empty."""
    if type_ in _GO_OPERATIONS and (operation := _OPERATION.match(value)):
        return operation.group()
    if type_ in _ALL_BY_NUMBER and (errno := _ERRNO.match(value)):
        return errno.group()[1:-1]
    if type_ == "*strconv.NumError":
        return value.partition(":")[0][:_MAX_NAME]
    if type_ == "TypeError" and _NO_FUNCTION.search(value[:_MAX_CHARS]):
        return NO_FUNCTION
    if type_ == "TypeError" and (unwritable := _OF_TYPE.search(value)):
        return f"cannot write {unwritable.group(1) or unwritable.group(2)}"
    code = _code_in(value[:_MAX_CHARS])
    if code.startswith(_OF_DATABASES):
        return f"{code} {refused_object(value)}".rstrip()
    return code or database_fault(type_, value) or validation_fault(type_, value)


def _code_in(value: str) -> str:
    if not (_MAYBE.search(value) or "(1" in value or "(3" in value or "An error " in value or "rpc error" in value):
        return ""
    if not value.isascii():
        value = value.encode("utf-8", "replace").decode()  # half of a character, which JSON can hold and RE2 refuses
    found = _ANY.search(value)
    if not found:
        return ""
    hit = str(found.group())
    if hit[0] == "(":
        return f"MySQL {hit[1:5]}"
    if hit.startswith(("SQLSTATE", "ORA", "An error")):
        return _LOST_CONNECTION.sub("", hit)
    status = _STATUS.search(hit)
    return f"HTTP {status.group()}" if status else hit.lstrip("0123456789 ").rstrip(": ").rpartition(".")[2]
