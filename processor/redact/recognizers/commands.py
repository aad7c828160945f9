"""Secrets on command lines and in protocols of lines, where only the program tells what an argument is.

`docker login -u bo -p …`, `sqlplus shop/…@orcl`, `net use … /user:bo …`, `aws configure set … …`, `PASS …`.
"""

import itertools
import re
from collections.abc import Iterable, Iterator

from processor.redact.buffer import Found, leaf_end
from processor.redact.detector import Detector, window
from processor.redact.keys import Secrecy, secrecy
from processor.redact.recognizers.value_span import value_span
from processor.redact.values import could_be_secret, is_placeholder, is_word

_OPTIONS: dict[str, str] = {
    "docker|podman|buildah|skopeo|nerdctl|helm|oc|az|cf|ibmcloud|mongo|mongosh|mongodump|mongorestore|mongoexport|"
    "mongoimport|influx|cqlsh|arangosh|evil-winrm|rabbitmqadmin|ipmitool": r"-p",
    "mysql|mysqldump|mysqladmin|mysqlimport|mysqlsh|mariadb|mariadb-dump|sshpass|7z|7za|7zz|rar|unrar": r"-p|-hp",
    "redis-cli|keydb-cli|valkey-cli": r"-a",
    "sqlcmd|bcp|osql|isql|zip|unzip|ipmitool|tsql|mosquitto_pub|mosquitto_sub": r"-P",
    "ldapsearch|ldapadd|ldapmodify|ldapdelete|ldapwhoami|ldappasswd": r"-w",
    "doctl|fly|flyctl|vercel|netlify": r"-t|--access-token",
    "gpg|gpg2": r"--passphrase",
    "openssl": r"-k|-K",
    "snmpwalk|snmpget|snmpset|snmpbulkwalk|snmptrap": r"-A|-X|-c",
}
"""Programs, and the option of theirs that a secret follows."""
_NEVER_GLUED = (b"openssl", b"snmpwalk", b"snmpget", b"snmpset", b"snmpbulkwalk", b"snmptrap")
"""`openssl req -keyout key.pem` says nothing of `-k`."""
_OPTION_OF = {program: option for programs, option in _OPTIONS.items() for program in programs.split("|")}
_PROGRAM = (
    rb"\b(?:"
    + b"|".join(re.escape(program).encode() for program in sorted(_OPTION_OF))
    + rb")(?: |[\"'], ?[\"'])[^\n\x1e]"
)
_PLACES: tuple[tuple[bytes, re.Pattern[bytes]], ...] = (
    (rb"\bsqlplus\b", window(rb"^sqlplus (?:-\w+ )*\"?\w[\w.$]*/\"?([^\s\"@/]{3,64})")),
    (rb"\bnet use\b", window(rb"^net use .{0,120}/u(?:ser)?:\S+ ([^\s/]\S{2,64})")),
    (rb"\bnet use\b", window(rb"^net use (?:\w: )?\\{1,4}\S+ ([^\s/*]\S{2,64}) /u(?:ser)?:")),
    (rb"\bnet user\b", window(rb"^net user \S+ ([^\s/]\S{3,64}) /add")),
    (rb"\bhtpasswd\b", window(rb"^htpasswd -[A-Za-z]*b[A-Za-z]* (?:-\w \S+ )?\S+ \S+ (\S{3,64})")),
    (rb"\bsmbclient\b", window(rb"^smbclient .{0,160}-U ?[^\s%]+%([^\s\"']{3,64})")),
    (rb"\bwpa_passphrase\b", window(rb"^wpa_passphrase \S+ [\"']?([^\s\"']{8,63})")),
    (rb"\b(?:xfreerdp|signtool|cmdkey)\b", window(rb"^\w+ .{0,160}/p(?:ass)?[: ]([^\s\"']{4,64})")),
    (rb"\bchpasswd <<", window(rb"^chpasswd <<<? ?[\"']?[\w.-]{1,32}:([^\s\"']{4,64})")),
    (rb"\brclone obscure\b", window(rb"^rclone obscure (\S{4,64})")),
    (rb"\bssh-keygen\b", window(rb"^ssh-keygen .{0,120}?-[NP] ?[\"']?([^\s\"']{3,64})")),
    (rb"\becho\b", window(rb"^echo (?:-n )?[\"']?([^\s\"']{4,128})[\"']? ?\| ?(?:sudo -S|"
    rb"(?:\S+ ){1,8}--(?:password-)?stdin|"
                          rb"\S{0,20}passwd|chpasswd|\S+ login)")),
    (rb"\bConvertTo-SecureString\b", window(rb"^ConvertTo-SecureString (?:-String )?[\"']([^\"']{3,128})[\"']")),
    (rb"\bvault (?:login|unwrap)\b", window(rb"^vault \w+ (?:-\S+ )*(?:token=)?([^\s=-][^\s=]{15,128})")),
    (rb"\brabbitmqctl (?:add_user|change_password|authenticate_user)\b",
     window(rb"^rabbitmqctl \w+ [\"']?[^\s\"']+[\"']? [\"']?([^\s\"']{3,64})")),
    (rb"\blftp\b", window(rb"^lftp .{0,160}-u ?[^\s,]+,([^\s\"',]{3,64})")),
    (rb"\b(?:sudo -S|kinit)\b", window(rb"^(?:sudo -S[^<\n]{0,80}|kinit \S{1,80}) ?<<< ?[\"']?([^\s\"']{4,64})")),
    (rb"\b(?i:sentinel) (?:set \S+ )?auth-pass\b",
     window(rb"(?i)^sentinel (?:set \S+ )?auth-pass \S+ ([^\s\"']{4,64})")),
    (rb"\bcomposer config\b", window(rb"^composer config (?:-\S+ )*http-basic\.\S+ \S+ (\S{3,64})")),
    (rb"\b(?i:snmp)(?:-server)? community\b",
     window(rb"(?i)^snmp(?:-server)? community(?: string)?[:=]? [\"']?"
            rb"(?!(?:public|private|string|name|is|not)\b)([^\s\"']{4,64})")),
    (rb"\bconnect [A-Za-z]", window(rb"^connect \w[\w.$]*/([^\s@/]{3,64})@")),
    (rb"\bconnect string [A-Za-z]", window(rb"^connect string \w[\w.$]*/([^\s@/]{3,64})@")),
    (rb"\b(?:expdp|impdp|sqlldr|sqlcl|rman target) [\"']?[A-Za-z]",
     window(rb"^\w+ (?:target )?(?:-\w+ )*(?:userid=)?[\"']?\w[\w.$]*/([^\s@/\"']{3,64})@?")),
    (rb"\bconnect\([\"'][A-Za-z]", window(rb"^connect\([\"']\w[\w.$]*/([^\s@/\"']{3,64})@")),
    (rb"\bconn [A-Za-z]\w*/", window(rb"^conn \w[\w.$]*/([^\s@/]{3,64})@")),
    (rb"\bjdbc:oracle:\w+:[A-Za-z]", window(rb"^jdbc:oracle:\w+:\w[\w.$]*/([^\s@/]{3,64})@")),
)  # fmt: skip
"""Beginnings of a command, and where in it the secret is."""
_LINE = (
    rb"(?:^|[\n\x1d\x1e>\"']|[CSp]: |/ |  |\b(?i:redis|smtp|pop3|imap|ftp)[:>]? )[ ]?(?:PASS|AUTH(?: (?:PLAIN|"
    rb"LOGIN|CRAM-MD5|XOAUTH2|[a-z]{1,20}))?|"
    rb"(?:[a-zA-Z]{0,4}\d{1,5}|imap|IMAP) "
    rb"LOGIN \S{1,80}) [^\s]"
)
_SET = (
    rb"(?i)\b(?:set|setx|add|put|global|local|system|secret) [^\s=\x1d\x1e]{0,60}(?:pass|pwd|secret|token|key|auth)"
    rb"[A-Za-z0-9_.-]{0,30} +[^\s=:-]"
)
MAX_LINE, MAX_ARGUMENTS = 600, 32
"""Characters and words of a command that are looked at."""


def _line(text: bytes, start: int) -> int:
    end = leaf_end(text, start, MAX_LINE)
    line = text.find(b"\n", start, end)
    return end if line < 0 else line


_ARGUMENT = window(rb"\S+")
_LISTED = window(rb"(?:^|[\"'])([^\"',\x1e]+)[\"']")
"""An argument of a list, as Python and Node print commands: `mysql', '-p…', 'shop']`."""


def _arguments(text: bytes, start: int, limit: int) -> list[tuple[int, int]]:
    """Where each argument of a command begins and ends, the program first."""
    command = text[start:limit]
    listed = _LIST_NEXT.search(command) is not None
    found = (_LISTED if listed else _ARGUMENT).finditer(command)
    spans = (match.span(1 if listed else 0) for match in itertools.islice(found, MAX_ARGUMENTS))
    return [(start + begin, start + end) for begin, end in spans]


_LIST_NEXT = window(rb"^[\w-]{1,24}[\"'],")


def _check_program(text: bytes, start: int, end: int) -> Iterator[Found]:
    """The argument behind the program's option, or glued to it."""
    limit = _line(text, start)
    arguments = _arguments(text, start, limit)
    options = _OPTION_OF[text[slice(*arguments[0])].decode("latin-1")].split("|")
    arguments_apart = text[slice(*arguments[0])] in _NEVER_GLUED
    for place, (begin, finish) in enumerate(arguments[1:], 1):
        word = text[begin:finish].decode("latin-1")
        if word in ("|", ";", "&&", "||"):
            return
        option = next((option for option in options if word.startswith(option)), None)
        if option is None or (word.startswith("--") and word != option):
            continue
        if word != option and secrecy(word.lstrip("-")) >= Secrecy.LIKELY and _PLAIN.search(word):
            option = word  # `-password …`, which begins with the `-p` of others
        elif word != option and arguments_apart:
            continue
        if word == option and place + 1 < len(arguments):
            begin, finish, _ = value_span(text, arguments[place + 1][0])
        else:
            begin += len(option)
        value = text[begin:finish].decode("latin-1")
        if _is_argument(value):
            yield Found(begin, finish, "secret.option")
            return


_PLAIN = re.compile(r"^[a-z-]+$")
"""`-password`, and not `-pS3cur3Pass`, which is the value with `-p` before it."""
_PORTS = window(rb"^\d{1,5}(?::\d{1,5})*(?:/(?:tcp|udp))?$")


def _is_argument(value: str) -> bool:
    """No port (`docker run -p 80:80`), directory or further option."""
    if len(value) < 3 or is_placeholder(value) or value.startswith(("-", "/", "./", "~")):
        return False
    return _PORTS.search(value.encode("latin-1")) is None and ":" not in value


def _check_place(text: bytes, start: int, end: int) -> Iterable[Found]:
    line = text[start : _line(text, start)]
    for _, expression in _PLACES:
        match = expression.search(line)
        if match and not is_placeholder(match.group(1).decode("latin-1")):
            return (Found(start + match.start(1), start + match.end(1), "secret.option"),)
    return ()


def _check_line(text: bytes, start: int, end: int) -> Iterable[Found]:
    begin, finish, _ = value_span(text, end - 1)
    value = text[begin:finish].decode("latin-1")
    rest = text[finish : _line(text, finish)].strip(b" \"'\r")
    fits = could_be_secret(value) and (not rest or rest.isdigit()) and not value.isdigit()
    return (Found(begin, finish, "secret.protocol"),) if fits else ()


def _check_set(text: bytes, start: int, end: int) -> Iterable[Found]:
    name = text[start : end - 1].split()[-1].rpartition(b"/:")[2].rpartition(b"/")[2]
    begin, finish, _ = value_span(text, end - 1)
    value = text[begin:finish].decode("latin-1")
    fits = secrecy(name.decode("latin-1")) >= Secrecy.LIKELY and could_be_secret(value) and not is_word(value)
    return (Found(begin, finish, "secret.option"),) if fits else ()


_QUOTED_LOGIN = (
    rb"\bLOGIN \"[^\s\"\x1e]{1,80}\" \"[^\"\s\x1e]{3,128}\"|"
    rb"\bLOGIN [^\s\"@\x1e]{1,64}@[^\s\"\x1e]{1,80} [^\s\x1e]{4,128}|"
    rb"\"(?i:auth)\" (?:\"[^\"\s\x1e]{1,64}\" )?\"[^\"\s\x1e]{3,128}\""
)


def _check_quoted_login(text: bytes, start: int, end: int) -> Iterable[Found]:
    """`LOGIN "bob@corp.de" "…"` of IMAP, `"AUTH" "…"` as Redis' MONITOR prints it."""
    finish = end - (text[end - 1 : end] == b'"')
    begin = max(text.rfind(b" ", start, finish), text.rfind(b'"', start, finish)) + 1
    value = text[begin:finish].decode("latin-1")
    fits = not is_placeholder(value) and not is_word(value) and (finish < end or could_be_secret(value))
    return (Found(begin, finish, "secret.protocol"),) if fits else ()


DETECTORS = (
    Detector(_PROGRAM, _check_program),
    Detector(b"|".join(lead for lead, _ in _PLACES), _check_place),
    Detector(_LINE, _check_line),
    Detector(_SET, _check_set),
    Detector(_QUOTED_LOGIN, _check_quoted_login, gate=rb"\bLOGIN [\"A-Za-z0-9]|\"(?i:auth)\" \""),
)
