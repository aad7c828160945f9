"""What an exception's value tells where neither source line nor type can: the gist of its words.

`throw new IllegalStateException("no film")` and `("film name too long: …")` in one method are two problems, but Java,
.NET and browsers send no source lines. The whole value would split an issue by every name in it. So of the first clause
only words that programs are written in count, up to the first preposition: what follows that is mostly data.

    film name too long: Alien 3           film name too long
    Order 4711 has no lines for bob       order has no lines
    customer bob is not allowed in DE     customer is not allowed
    Cannot invoke "Seat.row()" because "s" is null    row
"""

import re

_GISTED = frozenset(("java", "csharp", "php", "python", "ruby", "dart", "elixir"))
"""Where types are raised by programs, and words come from there."""
_WORDED_BY_RUNTIME = frozenset(
    (
        "IndexOutOfBoundsException", "ArrayIndexOutOfBoundsException", "StringIndexOutOfBoundsException",
        "ClassCastException", "ArithmeticException", "NumberFormatException", "ArrayStoreException",
        "NegativeArraySizeException", "ConcurrentModificationException", "DateTimeParseException",
        "System.NullReferenceException", "System.IndexOutOfRangeException", "System.DivideByZeroException",
        "System.InvalidCastException", "System.OverflowException", "System.IO.FileNotFoundException",
        "System.IO.DirectoryNotFoundException", "System.Collections.Generic.KeyNotFoundException",
        "System.OutOfMemoryException", "System.ObjectDisposedException", "System.FormatException",
    )
)  # fmt: skip
"""Each says one thing, in other words with every version of the runtime, or in the user's language."""
_OF_ENGINE = re.compile(
    r"^(?:(?:Type|Reference|Syntax|URI|Eval|Internal|Aggregate)Error$|DOMException|"
    r"(?:NotFound|InvalidState|Security|Network|QuotaExceeded|NotAllowed|Abort|Timeout|InvalidAccess|DataClone)Error$)"
)
"""Worded by the browser, and by each in another way."""
_ANSWER = re.compile(r"[45]\d\d(?: [A-Z][A-Za-z -]{1,40})? ?:")
"""`404 Not Found: {…}`: what follows the status is what a server answered; the status itself counts (`code`)."""
_SCRIPT = frozenset(("javascript", "node"))
_QUOTED = re.compile(r"\"[^\"\n]*\"|\B'[^'\n]*'|`[^`\n]*`")
_MAX_CHARS = 240
_MAX_WORDS = 8
_TELLING = frozenset(
    """
    a absent accepted access account action active actor address agreement alive allowed already also amount an and
    another answer any application are argument array as attempt attempted authorized available bad balance bank
    base basket batch be been before began blank block blocked body booked booking bound bounds broken budget buffer
    busy but cache call called can can't cancelled cannot capacity card cart category certificate change changed
    channel character charge charged check checksum class client closed code collection column complete completed
    conflict connect connection consistent contain contained contains content context contract convert corrupt could
    couldn't count country coupon create created credentials credit currency current customer cycle daily data date
    deadline debit decode defined delete deleted delivery denied deposit did didn't different digits directory
    disabled discount disk do document does doesn't don't done double draft due duplicate duplicated duration each
    either element elements email empty enabled encode end ended enough entity entry equal even event ever exceeded
    exceeds exist existing exists expected expired expression external fail failed failure fewer field file final
    find finished first fit for forbidden format found fraction frozen full function further gateway greater group
    had handle handler has hasn't have header held high illegal impossible inactive incompatible incomplete
    inconsistent incorrect index initialised initialized input insufficient integer internal interrupted into
    invalid inventory invoice is isn't item items its job key kind large last late latitude least length less letter
    level license limit line lines list load loaded locked log login long longer longitude lost low malformed
    mandatory many map match matched matching maximum may member message method minimum mismatch missing mode module
    more most much must name named negative neither never new next no node non none nor not nothing null number
    object odd offer offline old older one only open opened operation option order other out outdated outside over
    overdue overflow overflows overlap overlaps owner owns page paid parameter parse parsed part parts password past
    path pay payload payment pending permission permitted person phone plan policy port position positive possible
    present previous price problem process product profile property quantity query queue quota ran range rate reach
    reached read ready receipt record recursive refund refused registered rejected released remote removed repeated
    reply request require required requires reserved reset resolve response result retries return returned revoked
    right role room row rows rule running same save saved scale schedule schema score seat seats second section send
    sent sequence server service session set share shipment shipped short should signature size skipped slot slots
    small sold some source space spent stale start started state status step still stock stop stopped storage string
    subscription such sum supported syntax system table taken target task tax template text than that the their
    there this ticket time timed timeout times timestamp title token too total transaction transfer tree type unable
    unauthorized unavailable unbalanced undefined under unexpected unhandled unknown unlisted unpaid unparsable
    unreachable unreadable unset unsupported until update upload usable usage used user username valid value values
    version visible wallet was wasn't weight were when width will window with without word write wrong year yet zero
    zone
    """.split()  # noqa: SIM905 (a paragraph of words)
)
_PREPOSITIONS = frozenset(
    "for in at from of on to by via because while during between under per against near around into".split()  # noqa: SIM905
)
_NEGATIONS = frozenset(("no", "not", "never", "without", "too"))
"""What comes next is what the program misses."""
_CONTAINERS = frozenset(("out", "instance", "end", "because"))
"""What comes before a preposition that is no end: `out of bounds`."""


def gist_of(platform: str, type_: str, value: str) -> str:
    """What tells two failures of one function apart where no source line does; empty when nothing does."""
    if platform in _SCRIPT:
        # One engine words it in Node, and many in browsers.
        told = script_gist(value) if _OF_ENGINE.match(type_) else ""
        return told or (gist(value) if platform == "node" or not _OF_ENGINE.match(type_) else "")
    if type_ == "NullPointerException":
        return null_pointer_gist(value)
    if platform == "csharp" and type_.startswith("System.Argument"):
        return f"{gist(value)} {_named(_PARAMETER, value)}".rstrip()
    if platform == "php" and (name := php_member(value)):
        return name
    if platform == "elixir" and (key := _named(_ELIXIR_KEY, value)):
        return key
    if platform == "dart":
        value = value.removeprefix("Bad state: ")  # stands before every StateError
    if _ANSWER.match(value):
        return ""
    return gist(value) if platform in _GISTED and type_ not in _WORDED_BY_RUNTIME else ""


def gist(value: str) -> str:
    """The telling words of the first clause that has any, in lower case; empty when none has."""
    kept: list[str] = []
    before = ""
    for word in _QUOTED.sub("*", value[:_MAX_CHARS]).split():
        bare = word.rstrip(".,:;!?)")
        opens = word[0] in "([{"
        lower = bare.lower()
        if kept and (opens or (lower in _PREPOSITIONS and before not in _CONTAINERS)):
            break
        if lower in _TELLING or lower in _PREPOSITIONS or (before in _NEGATIONS and bare.islower() and bare.isalpha()):
            kept.append(lower)
        before = lower
        if kept and (bare != word or len(kept) == _MAX_WORDS):
            break
    return " ".join(kept)


_MEMBER = re.compile(
    r"\((?:reading|setting) '(?P<chrome>[^']{1,80})'\)"
    r"|^Cannot (?:read|set) property '(?P<old>[^']{1,80})' of "
    r"|^Cannot destructure property '(?P<taken>[^']{1,80})' of "
    r"|can't access property \"(?P<firefox>[^\"]{1,80})\""
    r"|\(evaluating '[^']{0,200}?(?P<safari>[\w$]{1,80})(?:\([^']{0,80})?'\)"
    r"|^(?P<called>[\w$.]{1,200})(?:\(\.\.\.\))? is not (?:a function|a constructor|iterable|defined)"
    r"|^Can't find variable: (?P<variable>[\w$]{1,80})"
)
_DATA_AS_NAME = re.compile(r"^\d|\d{3}|[^\w$.-]")
"""An index or a key made at run time: `rows[17].id`, `byId["user 4711"].name`."""
_LEAST_VARIABLE_CHARS = 4
"""A shorter variable may be minified; a property never is."""


def script_gist(value: str) -> str:
    """The property or variable that an error of a JavaScript engine is about, in whatever browser's words."""
    found = _MEMBER.search(_end_of_chain(value[:_MAX_CHARS]))
    if not found:
        return ""
    name = str(found.group(found.lastgroup or 0))
    if _DATA_AS_NAME.search(name):
        return ""
    _, dot, last = name.rpartition(".")
    if found.lastgroup in ("called", "variable") and not dot and len(last) < _LEAST_VARIABLE_CHARS:
        return ""
    return last


def _end_of_chain(value: str) -> str:
    """`.toFixed is not …` of `list.map(...)[0].toFixed is not a function`: what is called first is not what failed."""
    chain, is_not, rest = value.partition(" is not ")
    if not is_not or not ("(" in chain or "[" in chain):
        return value
    chain = chain.removesuffix("(...)")
    return chain[max(chain.rfind(")"), chain.rfind("]")) + 1 :] + is_not + rest


_PARAMETER = re.compile(r"\(Parameter '(\w{1,80})'\)|\nParameter name: (\w{1,80})")
_ELIXIR_KEY = re.compile(r"^key :(\w{1,60}) not found")
_PHP_MEMBER = re.compile(
    r"^(?:Warning: |Notice: )?(?:Attempt to (?:read|assign) property \"?(\w{1,80})|"
    r"Undefined (?:property: [\w\\]{1,120}::|variable:? )(\$\w{1,80})|"
    r"Call to (?:an? )?(?:member function|undefined (?:method|function)) ([\w\\:]{1,200})\()"
)


def php_member(value: str) -> str:
    """The property, variable, method or function that an error of PHP is about; empty when it is about none."""
    return _named(_PHP_MEMBER, value)


def _named(pattern: re.Pattern[str], value: str) -> str:
    """What the words of a runtime are about; empty when they are none of those."""
    found = pattern.search(value[:512])
    return str(found.group(found.lastindex or 0)) if found else ""


_JAVA_MEMBER = re.compile(r"^Cannot (?:invoke|(?:read|assign) field) \"(?:[\w$.<>]{0,300}\.)?([\w$]{1,100})[(\"]")


def null_pointer_gist(value: str) -> str:
    """The method or field that a helpful NullPointerException names."""
    found = _JAVA_MEMBER.match(value[:512])
    return found.group(1) if found else ""
