"""Values of every kind, and things that look like them, drawn by lot from the facts of their formats."""

import base64
import random
import re
import string

from processor.redact.recognizers.iban import LENGTHS
from processor.redact.vocabulary import word_set
from tests.unit.processor.redact.made_forms import Draw, filled, forms, one_of
from tests.unit.processor.redact.made_ids import IDS
from tests.unit.processor.redact.made_secrets import ISSUED, SECRETS, aws_secret, opaque, password, strong

FIRST = sorted(word_set("alice bob carla dmitri elena farid greta hugo ines jonas katya lars mina noor olga pedro"))
LAST = sorted(word_set("smith mueller garcia rossi dupont novak kowalski jensen silva tanaka oconnor vandenberg lopez"))
HOSTS = sorted(
    word_set(
        "gmail.com outlook.com example.com example.org web.de orange.fr libero.it corp.co.uk firma.de mail.test "
        "acme.io uni-bonn.de"
    )
)


def email(rng: random.Random) -> str:
    first, last, host = rng.choice(FIRST), rng.choice(LAST), rng.choice(HOSTS)
    local = rng.choice(
        [
            f"{first}.{last}",
            first,
            f"{first[0]}{last}",
            f"{first}_{last}{rng.randrange(99)}",
            f"{first}+shop",
            f"{last}{rng.randrange(1970, 2005)}",
            f"{first.title()}.{last.title()}",
            f"{first}-{last}",
        ]
    )
    return f"{local}@{rng.choice(['', '', '', 'mail.', 'eu.'])}{host}"


PHONES = forms(
    """
    (@0@) @55-#### | (@1@) @##-#### | @0@-@##-#### | @1@.@##.#### | +1 @0@ @## #### | +1-@1@-@##-#### |
    +1@02@###### | 1-@0@-@##-#### | +1 (@0@) @##-#### | +1 @1@ @##-#### ext. ## | +44 20 7### #### |
    +44 7@## ###### | 020 7### #### | 07@## ###### | +44 (0)20 7### #### | 0161 @## #### | +49 30 ######## |
    +49 151 ######## | 030/@###### | 0171 @###### | +49 (0) 89 @##### | 0049 40 @###### | 0151-######## |
    +33 6 ## ## ## ## | 06 @# ## ## ## | 01 4# ## ## ## | 06.@#.##.##.## | +33 (0)1 4# ## ## ## |
    +34 6## ### ### | +34 91 ### ## ## | +39 3@# ### #### | +39 06 ######## | +31 6 ######## | 06-######## |
    020-@###### | +46 70 ### ## ## | 070-### ## ## | +48 5@# ### ### | +55 11 9####-#### | (11) 9####-#### |
    +91 9#### ##### | +91-98######## | +81 90-####-#### | 090-@###-#### | 03-@###-#### | +86 138 #### #### |
    +61 4@# ### ### | 04@# ### ### | (02) 9### #### | +90 53# ### ## ## | +41 79 ### ## ## | 079 @## ## ## |
    +972 52-###-#### | +52 55 #### #### | +27 82 ### #### | +7 916 ###-##-## | +353 87 ### #### |
    +43 664 ####### | +32 475 ## ## ## | +351 91# ### ### | +45 20 ## ## ## | +47 4## ## ### |
    +358 40 ####### | +420 60# ### ### | +64 21 ### #### | +65 9### #### | +82 10-####-####
    """
)
BARE_PHONES = (
    "@02@######",
    "07@########",
    "0151########",
    "06########",
    "6########",
    "9#########",
    "3@########",
    "079#######",
    "5@@@######",
)


def luhn_completed(rng: random.Random, prefix: str, length: int) -> str:
    body = prefix + "".join(rng.choice(string.digits) for _ in range(length - len(prefix) - 1))
    for check in string.digits:
        digits = [int(c) for c in body + check]
        doubled = [d * 2 - 9 if d > 4 else d * 2 for d in digits[-2::-2]]
        if (sum(digits[::-2]) + sum(doubled)) % 10 == 0:
            return body + check
    raise AssertionError


def card(rng: random.Random) -> str:
    prefix, length = rng.choice(
        [
            ("4", 16),
            ("4", 16),
            ("51", 16),
            ("55", 16),
            ("2223", 16),
            ("34", 15),
            ("37", 15),
            ("6011", 16),
            ("65", 16),
            ("3530", 16),
            ("36", 14),
            ("6250", 16),
        ]
    )
    digits = luhn_completed(rng, prefix, length)
    sign = rng.choice(["", " ", "-"])
    if length == 15:
        return sign.join((digits[:4], digits[4:10], digits[10:]))
    if length == 14:
        return sign.join((digits[:4], digits[4:10], digits[10:]))
    return sign.join(digits[i : i + 4] for i in range(0, length, 4))


def plain_card(rng: random.Random) -> str:
    return luhn_completed(rng, rng.choice(["4", "52", "2720", "54"]), 16)


COUNTRIES = sorted(word_set("DE FR GB ES IT NL BE AT CH PL SE DK NO FI PT IE CZ HU RO GR LU TR SA BR MT"))


def iban(rng: random.Random) -> str:
    country = rng.choice(COUNTRIES)
    size = LENGTHS[country] - 4
    letters = {"GB": "WEST", "NL": "ABNA", "IE": "AIBK", "RO": "AAAA", "MT": "MALT", "IT": "X"}.get(country, "")
    body = letters + "".join(rng.choice(string.digits) for _ in range(size - len(letters)))
    number = int("".join(str(int(c, 36)) for c in body + country + "00"))
    text = f"{country}{98 - number % 97:02}{body}"
    return rng.choice([text, " ".join(text[i : i + 4] for i in range(0, len(text), 4)), text])


def ipv4(rng: random.Random) -> str:
    first = rng.choice([10, 192, 172, 203, 198, 85, 91, 141, 54, 35, 8, 217])
    second = {192: 168, 172: rng.randrange(16, 32)}.get(first, rng.randrange(256))
    return f"{first}.{second}.{rng.randrange(256)}.{rng.randrange(1, 255)}"


def ipv6(rng: random.Random) -> str:
    return filled(
        rng,
        rng.choice(
            [
                "2001:db8::^^^^:1",
                "2a02:8109:^^^^:^^^^:^^^^:^^^^:^^^^:^^^^",
                "fe80::^^^^:^^ff:fe^^:^^^^",
                "2607:f8b0:4005:80^::200e",
                "fd00:^^^^::^^^",
                "2001:0db8:85a3:0000:0000:8a2e:0370:7^^^",
                "2a00:1450:4001:8^^::20^^",
            ]
        ),
    )


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(d) * w for d, w in zip(digits, weights, strict=False))


def pesel(rng: random.Random) -> str:
    body = f"{rng.randrange(50, 99)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}{rng.randrange(10**4):04}"
    return body + str(-_weighted(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10)


def bsn(rng: random.Random) -> str:
    while True:
        body = filled(rng, "1#######")
        check = _weighted(body, (9, 8, 7, 6, 5, 4, 3, 2)) % 11
        if check < 10:
            return f"{body}{check}"


def cpf(rng: random.Random) -> str:
    body = filled(rng, "#########")
    for start in (10, 11):
        body += str(_weighted(body, tuple(range(start, 1, -1))) * 10 % 11 % 10)
    return f"{body[:3]}.{body[3:6]}.{body[6:9]}-{body[9:]}"


def nif(rng: random.Random) -> str:
    number = rng.randrange(10**7, 10**8)
    return f"{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}"


def nie(rng: random.Random) -> str:
    lead, number = rng.choice("XYZ"), filled(rng, "#######")
    return f"{lead}{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[int(str('XYZ'.index(lead)) + number) % 23]}"


def nir(rng: random.Random) -> str:
    sex, born = rng.choice("12"), f"{rng.randrange(50, 99)}{rng.randrange(1, 13):02}"
    body = f"{sex}{born}{rng.randrange(1, 96):02}{rng.randrange(1000):03}{rng.randrange(1000):03}"
    key = f"{97 - int(body) % 97:02}"
    return rng.choice([body + key, f"{body[0]} {body[1:3]} {body[3:5]} {body[5:7]} {body[7:10]} {body[10:]} {key}"])


def personnummer(rng: random.Random) -> str:
    digits = luhn_completed(rng, f"{rng.randrange(50, 99)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}", 10)
    return f"{rng.choice(['', '19'])}{digits[:6]}-{digits[6:]}"


def hetu(rng: random.Random) -> str:
    day, number = (
        f"{rng.randrange(1, 29):02}{rng.randrange(1, 13):02}{rng.randrange(50, 99)}",
        f"{rng.randrange(2, 900):03}",
    )
    return f"{day}-{number}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(day + number) % 31]}"


def fiscal_code(rng: random.Random) -> str:
    body = (
        filled(rng, "RSSMRA")
        + f"{rng.randrange(50, 99)}{rng.choice('ABCDEHLMPRST')}{rng.randrange(1, 29):02}"
        + filled(rng, "H###")
    )
    places = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
    odd = {c: places[i] for i, c in enumerate(string.ascii_uppercase)} | {c: places[int(c)] for c in string.digits}
    even = {c: i % 10 if c.isdigit() else i - 10 for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
    total = sum(odd[c] for c in body[::2]) + sum(even[c] for c in body[1::2])
    return body + string.ascii_uppercase[total % 26]


def nric(rng: random.Random) -> str:
    digits = filled(rng, "#######")
    return f"S{digits}{'JZIHGFEDCBA'[_weighted(digits, (2, 7, 6, 5, 4, 3, 2)) % 11]}"


NATIONAL: dict[str, Draw] = {
    "ssn": lambda rng: (
        f"{rng.choice([*range(1, 666), *range(667, 900)]):03}-{rng.randrange(1, 100):02}-{rng.randrange(1, 10000):04}"
    ),
    "nino": one_of("AB######C", "QQ ## ## ## A".replace("QQ", "JG"), "CE######D", "SK ## ## ## B"),
    "pesel": pesel,
    "bsn": bsn,
    "cpf": cpf,
    "nif": nif,
    "nie": nie,
    "nir": nir,
    "personnummer": personnummer,
    "hetu": hetu,
    "fiscal_code": fiscal_code,
    "nric": nric,
    "pan": one_of("ABCP?####?", "BNZP?####?"),
    "steuer_id": one_of("5#9########", "36 ### ### ###"),
    "aadhaar": one_of("@### #### ####"),
    "nhs": one_of("9## ### ####", "4## ### ####"),
    "passport": one_of("C01X00T47", "L########", "########@"),
    "sin": one_of("@## ### ###"),
    "rrn": one_of("850412-1######", "920101-2######"),
    "medicare": one_of("2### ##### #"),
}

NAMED_ONLY: dict[str, Draw] = {
    **IDS,
    "ssn_spaced": one_of("2## 4# ####", "5@# 1# ####"),
    "ssn_dotted": one_of("2@#.4#.@###"),
    "ssn9": one_of("2@#4#@###", "5@#1#@###"),
    "itin": one_of("9##-7#-####"),
    "ein": one_of("@#-#######"),
    "sin_dashed": one_of("@##-###-###"),
    "epic": one_of("ABC#######"),
    "tfn": one_of("@## ### ###", "@########"),
    "ird": one_of("0##-###-###", "###-###-###"),
    "nhi": one_of("ZAC####", "JBX####"),
    "utr": one_of("@#########"),
    "ppsn": one_of("#######TA", "@######W"),
    "fr_spi": one_of("3# ## ### ### ###", "1############"),
    "de_rv": one_of("65 1704#@ J 00#", "12150870M013"),
    "de_id": one_of("L01X00T471", "T2#######4"),
    "es_nuss": one_of("28 @####### 14", "08/#######/12"),
    "pt_nif": one_of("2########", "2## ### ###"),
    "pt_niss": one_of("1##########"),
    "nip": one_of("@##-###-##-##", "@#########"),
    "regon": one_of("@########"),
    "taj": one_of("@## ### ###", "0########"),
    "hu_tax": one_of("8#########"),
    "ru_passport": one_of("45 0# ######", "4@## ######"),
    "cpf11": lambda rng: "".join(c for c in cpf(rng) if c.isdigit()),
    "cnpj": one_of("12.345.678/0001-95", "11.222.333/0001-81"),
    "br_rg": one_of("@#.###.###-#"),
    "rfc": one_of("GOML8@0@1#A##"),
    "ar_dni": one_of("@#.###.###", "3#######"),
    "co_cc": one_of("1.0##.###.###", "79######"),
    "pe_dni": one_of("4#######"),
    "dl": one_of("D#######", "?###-####-####"),
    "uk_dl": one_of("MORGA65@@@@SM9IJ"),
    "jp_my": one_of("#### #### ####", "@###########"),
    "personnummer12": lambda rng: "19" + "".join(c for c in personnummer(rng)[-11:] if c.isdigit()),
}

LOOKALIKES: dict[str, Draw] = {
    "version": one_of("1.2.3.#", "119.0.0.0", "4.0.3.1", "10.0.19041.###", "2.14.0.7", "v3.2.1.#", "17.0.9.8"),
    "uuid": one_of("^^^^^^^^-^^^^-4^^^-a^^^-^^^^^^^^^^^^"),
    "sha1": one_of("^" * 40),
    "sha256": one_of("^" * 64),
    "md5": one_of("^" * 32),
    "short_sha": one_of("^" * 7),
    "order": one_of("########", "ORD-2023-######", "##########", "4#######", "INV-######", "2023########"),
    "order16": one_of("4" + "#" * 15, "5" + "#" * 15, "#" * 16),
    "epoch_ms": one_of("17########0##"),
    "epoch": one_of("17########"),
    "iso": one_of("2023-1@-0@T1@:2#:4#.###Z", "2024-0@-1@ 0@:3#:5#"),
    "numeric_id": one_of("#" * 6, "#" * 9, "1" + "#" * 17, "#" * 11),
    "decimal": one_of("0.##########", "1@.######", "-3.######e-05"),
    "coordinates": one_of("52.5#####, 13.4#####", "-33.8#####,151.2#####"),
    "package": one_of("lodash@4.17.21", "react@18.#.#", "@types/node@20.#.##", "requests==2.31.#"),
    "isbn": one_of("978-3-16-148410-#", "0-306-40615-#", "978030640615#"),
    "mac": one_of("^^:^^:^^:^^:^^:^^"),
    "trace": one_of("00-" + "^" * 32 + "-" + "^" * 16 + "-01"),
    "path": one_of(
        "/usr/lib/python3.11/site-packages/django/db/models/query.py",
        "C:\\\\app\\\\bin\\\\Release\\\\net8.0\\\\App.dll",
        "/var/log/app/2023-11-14/worker-##.log",
    ),
    "retina": one_of("logo@2x.png", "icon@3x.webp"),
    "remote": one_of("git@github.com:acme/shop.git", "git@gitlab.com:group/sub/repo.git"),
    "shell": one_of("root@web-##", "deploy@db-prod"),
    "sku": one_of("SKU-####-###", "B0##%%%%%%"),
    "hexdump": one_of("^^ ^^ ^^ ^^ ^^ ^^ ^^ ^^"),
    "address": one_of("0x7f^^^^^^^^^^"),
    "loopback": one_of("127.0.0.1", "0.0.0.0", "::1", "localhost:8###"),
    "size": one_of("1#######", "##,###,###", "1.###.###"),
    "range": one_of("10-20-30", "2020-2023", "1000-2000"),
    "digest": one_of("sha256:" + "^" * 64),
    "ref12": one_of("#" * 12),
    "k8s": one_of("notifier-tls", "registry-pull-##", "db-credentials-v#"),
    "sid": one_of("AC" + "^" * 32),
    "duration": one_of("12:30:4#", "1h23m", "00:00:1#.###"),
}


def card16(rng: random.Random) -> str:
    return luhn_completed(rng, rng.choice(["4", "52", "2720", "54", "6011", "65", "6250", "3530", "5018", "6304"]), 16)


def odd_card(rng: random.Random) -> str:
    """Grouped in the less usual ways."""
    digits, sign = card16(rng), rng.choice([" ", "-"])
    ways = [
        ".".join(digits[i : i + 4] for i in range(0, 16, 4)),
        "  ".join(digits[i : i + 4] for i in range(0, 16, 4)),
        "\u00a0".join(digits[i : i + 4] for i in range(0, 16, 4)),
        " - ".join(digits[i : i + 4] for i in range(0, 16, 4)),
        "%20".join(digits[i : i + 4] for i in range(0, 16, 4)),
        digits[:8] + sign + digits[8:],
    ]
    return rng.choice(ways)


DRAWS: dict[str, Draw] = {
    **NAMED_ONLY,
    "aws_secret": aws_secret,
    "opaque": opaque,
    "strong": strong,
    "opaque24": one_of("%" * 24),
    "hexkey": one_of("^" * 32, "^" * 40),
    "b64": lambda rng: base64.b64encode(f"bo:{password(rng)}".encode()).decode(),
    "code": one_of("######", "####", "@#####"),
    "codes": one_of("###-###", "### ###"),
    "issued": one_of(*ISSUED),
    "cardx": odd_card,
    "card16": card16,
    "card_plus": lambda rng: re.sub("[ -]", "+", card(rng)),
    "email_url": lambda rng: email(rng).replace("@", "%40").replace("+", "%2B"),
    "email_url2": lambda rng: email(rng).replace("@", "%2540").replace("+", "%252B"),
    "iban_url": lambda rng: iban(rng).replace(" ", "%20"),
    "email": email,
    "phone": one_of(*PHONES),
    "bare_phone": one_of(*BARE_PHONES),
    "card": card,
    "plain_card": plain_card,
    "iban": iban,
    "ip": ipv4,
    "ip6": ipv6,
    "password": password,
    "secret": lambda rng: SECRETS[rng.choice(sorted(SECRETS))](rng),
    **NATIONAL,
    **SECRETS,
}
KIND = {
    "email": "email",
    "phone": "phone",
    "bare_phone": "phone",
    "card": "credit_card",
    "plain_card": "credit_card",
    "iban": "iban",
    "ip": "ip",
    "ip6": "ip",
    "password": "secret",
    "secret": "secret",
    **dict.fromkeys(
        ("aws_secret", "strong", "opaque", "opaque24", "hexkey", "b64", "code", "codes", "issued"), "secret"
    ),
    **dict.fromkeys(("cardx", "card16", "card_plus"), "credit_card"),
    "email_url": "email",
    "email_url2": "email",
    "iban_url": "iban",
    **dict.fromkeys((*NATIONAL, *NAMED_ONLY), "national_id"),
    **dict.fromkeys(SECRETS, "secret"),
}
