"""Words that say phone, in some thirty languages, and how sure each is of the digits behind it."""

from processor.redact.detector import pattern, window

WORD = (
    rb"(?i)phone|\bfon[oe]\b|pager|\bctc[mhb]\b|"
    rb"\bnatel\b|\bno(?:mor|\.)? hp\b|\b(?:mob|ph|tel)(?:\b|\d|_n(?:o|r|um)(?:\b|_|ber))|"
    rb"\bsms(?:\b|\d)|\bsms_to\b|\btelf?\.|\bwa (?:ke|para|to|no)\b|"
    rb"mobil|\bcell(?:phone|ular)?(?:s|_?n(?:o|r|um(?:ber)?))?\b|\bfax|whats ?app|msisdn|"
    rb"\bcall(?:er[_ -]?id|ed|er|back|ing)?\b|\bcall(?:er|ed|ing|ee)[_ -]?(?:id|party)?[_ -]?num(?:ber)?\b|"
    rb"\bdial(?:l?ing|l?ed)?|\bring (?:me|us|him|her|back) |\b(?:ani|dnis)[\"']?[:=]|"
    rb"\btext(?:ed)?\b|telefon|handy|rufnummer|movil|portable|\bgsm\b|celular|cellulare|telefoon|"
    rb"telepon|\bdien thoai|mobiel|puhelin|"
    rb"telemovel|komork|\btlf\b|contact[_ ]?n(?:o|umber|r)\b|kontaktnummer|landline|hotline|viber|voicemail|numero|"
    rb"(?:kontakt|contact|"
    rb"contacto|contatto|contato)[\"']? ?[:=\x1d]|\bcontact |\breach(?:ed)? (?:me|us|him|her|them) (?:on|at) |"
    rb"\b(?:my|meine|mon|mi|il mio|moj|mijn|meu|mitt) (?:number|nummer|numero|numer) (?:is|ist|est|es|e|to|je|er|ar)\b|"
    rb"\bnomer[aue]?\b|\bfacetime\b|\b(?:to|from)[\"']?[_ ]?number|\banruf(?:er|en)?\b|ruckruf|\br?appele[rz]\b|"
    rb"\b(?:joignable|bereikbaar|reachable)\b|zadzwo[a-z]{0,4}|\bdzwon[a-z]{0,3}|\bllam(?:e|ar|ame|enos)\b|"
    rb"\bbel (?:me|mij|ons)\b|\bligue\b|\bchiam(?:i|are)\b|"
    rb"\bg\.?s\.?m\b|\b(?:recipient|subscriber|calle[er]|abonn?(?:ent|e))\b|"
    rb"\b(?:contat[ot]o?|contacto|contatto|kontakt) |"
    rb"\bgsm_?n(?:o|r|um\w*)\b|\bnumer kontakt|\bkontakt\w* (?:nom|num)\w?er|\bsimi\b|\bsdt\b|festnetz|durchwahl"
)
SAYS_PHONE = pattern(
    WORD + rb"|reach|subscriber|contact|\bring|customer|\bfrom\b|anruf|gerufen|appel|llama|chiama|ligou|volal|"
    rb"absender|empfanger|zielnummer|servicenummer|anschluss|erreichbar"
)
WEAK_WORD = pattern(
    rb"(?i)^(?:anruf|ruckruf|ring|r?appel|joign|bereik|reachable|nomer|call|text|sms|mobil|cell|portable|handy|numero|dial|kontakt|conta[ct]|reach|to|from|zadzw|dzwon|llam|lig|"
    rb"chiam|bel )"
)
_MOBILE_WORD = window(rb"(?i)^(?:mobil|handy|portable)")
_CALLS_NINE = window(rb"(?i)^(?:zadzw|dzwon|llam|lig)")
"""Where a whole number has nine digits."""
_SENT_TO = window(rb"(?i)^sms (?:to|an|au|al|a|para|do|til|naar) $|^conta(?:ct|tto|to)[_ ]?n\w{0,5}[\"']? ?[:=\x1d]")
"""Behind these even a short number without punctuation is one: `SMS to 51561422`, `contact number: …`."""
_BARE_NEXT = window(
    rb"(?i)^(?:[\s\"'=:#.()\[<>\x1d\xff_-]|n\xa4|[\"'], ?(?=[\"'])|"
    rb"(?:client|cliente|customer|kunden?) (?:au|on|at|unter|al|no)(?= )|"
    rb"(?:delivery|message|notification|alert|reminder|otp|verification|lookup) (?:to|for|an|au|a|para)(?= )|"
    rb"(?:e?s?|e?number|e?num|e?no|e?nr|is|me|us|him|her|them|back|on|at|to|under|the|de|du|da|do|"
    rb"del|della|contact[eo]|contato|au|al|auf|unter|von|via|il|el|le|la|op|an|in|ke|kepada|na|till|til|naar|catre|pe|nummer|telefon\w*|telephone|movil|mobile|celular|cellulare|portable|phone|value|val|input|in|got|was|received)(?=[_\W]|$))*$"
)
"""What may stand between a word that only sometimes says phone and bare digits: `call me back on 9876543210`, and not
`text length 9876543210`, `fax queue …`, `numero de dossier …`."""
_COUNTED = window(rb"(?i)^[\"')]? ?(?:of|arguments?|characters?|too|not found|times)\b|^ (?:to|from) \+?\d")
PARTY = window(rb"(?i)^(?:recipient|subscriber|calle[er]$|abon|(?:contat[ot]o?|contacto|contatto|kontakt) $)")
"""Somebody who may also have an id: bare digits are his number only if a country assigns it."""
RUSSIAN_MOBILE = window(rb"^[78]9\d{9}$")
"""Behind the Russian word for "number", which is as often an order's."""
IS_CALLED = window(rb"^ calls? (?:id )?$|^\.\w+\($")
"""`phone call 2631016792`, an id; `Phone.dial(1234567)`, a method."""
COUNTS = window(rb"number of $|\bphone $")


def may_be_bare(word: bytes, between: bytes, digits: bytes, behind: bytes) -> bool:
    """Whether bare digits are meant by a word as weak as "call": right behind it, long enough, and no count."""
    long_enough = len(digits) >= 10 or digits.startswith(b"0") or _MOBILE_WORD.search(word) is not None
    long_enough = long_enough or (len(digits) == 9 and _CALLS_NINE.search(word) is not None)
    sent = len(digits) >= 8 and _SENT_TO.search(word + between) is not None
    return (long_enough or sent) and _BARE_NEXT.search(between) is not None and _COUNTED.search(behind) is None
