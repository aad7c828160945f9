"""National numbers drawn by lot, with the check digits that their countries give them."""

import random
import string
from collections.abc import Callable, Sequence

Draw = Callable[[random.Random], str]


def weighted(digits: str, weights: Sequence[int]) -> int:
    """Sum of digits times weights."""
    return sum(int(d) * w for d, w in zip(digits, weights, strict=False))


def drawn(rng: random.Random, size: int, first: str = string.digits) -> str:
    """Digits, of which the first is one of `first`."""
    return rng.choice(first) + "".join(rng.choice(string.digits) for _ in range(size - 1))


def born(rng: random.Random, order: str = "ymd") -> str:
    """A birthday, two digits for each part."""
    parts = {"y": rng.randrange(50, 99), "m": rng.randrange(1, 13), "d": rng.randrange(1, 29)}
    return "".join(f"{parts[part]:02}" for part in order)


def completed(make: Callable[[str], int | str | None]) -> Callable[[Callable[[], str]], str]:
    """Draws bodies until one has a check digit."""

    def draw(body: Callable[[], str]) -> str:
        while True:
            text = body()
            check = make(text)
            if check is not None and len(str(check)) == 1:
                return f"{text}{check}"

    return draw


def luhn_digit(body: str) -> int:
    doubled = [int(c) * 2 - 9 if c > "4" else int(c) * 2 for c in body[::-2]]
    return -(sum(doubled) + sum(int(c) for c in body[-2::-2])) % 10


def mod11(weights: Sequence[int], ten: int | None = None) -> Callable[[str], int | None]:
    """Eleven less the weighted sum modulo 11."""

    def check(body: str) -> int | None:
        digit = -weighted(body, weights) % 11
        return ten if digit == 10 else digit

    return check


def verhoeff_digit(body: str) -> int:
    """The group of the pentagon, for Aadhaar."""

    def times(a: int, b: int) -> int:
        if a < 5:
            return (a + b) % 5 + (0 if b < 5 else 5)
        return (a - b) % 5 + (5 if b < 5 else 0)

    def turned(digit: int, place: int) -> int:
        for _ in range(place % 8):
            digit = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)[digit]
        return digit

    total = 0
    for place, digit in enumerate(reversed(body), 1):
        total = times(total, turned(int(digit), place))
    return (0, 4, 3, 2, 1, 5, 6, 7, 8, 9)[total]


def za_id(rng: random.Random) -> str:
    body = f"{born(rng)}{drawn(rng, 4)}{rng.choice('01')}8"
    return f"{body}{luhn_digit(body)}"


def fodselsnummer(rng: random.Random) -> str:
    first = completed(mod11((3, 7, 6, 1, 8, 9, 4, 5, 2)))
    second = mod11((5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
    return completed(second)(lambda: first(lambda: born(rng, "dmy") + drawn(rng, 3)))


def isikukood(rng: random.Random) -> str:
    body = rng.choice("34") + born(rng) + drawn(rng, 3)
    check = weighted(body, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if check == 10:
        check = weighted(body, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return f"{body}{check}"


def cnp(rng: random.Random) -> str:
    body = rng.choice("12") + born(rng) + drawn(rng, 5)
    check = weighted(body, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return f"{body}{1 if check == 10 else check}"


def egn(rng: random.Random) -> str:
    body = born(rng) + drawn(rng, 3)
    return f"{body}{weighted(body, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10}"


def jmbg(rng: random.Random) -> str:
    return completed(mod11((7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)))(
        lambda: f"{born(rng, 'dm')}9{rng.randrange(50, 99)}50{drawn(rng, 3)}"
    )


def oib(rng: random.Random) -> str:
    body, product = drawn(rng, 10), 10
    for digit in body:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return f"{body}{(11 - product) % 10}"


def amka(rng: random.Random) -> str:
    body = born(rng, "dmy") + drawn(rng, 4)
    return f"{body}{luhn_digit(body)}"


def afm(rng: random.Random) -> str:
    body = drawn(rng, 8)
    return f"{body}{sum(int(d) * 2 ** (8 - i) for i, d in enumerate(body)) % 11 % 10}"


def rodne_cislo(rng: random.Random) -> str:
    while True:
        body = born(rng) + drawn(rng, 3)
        check = int(body) % 11
        if check < 10:
            return f"{body[:6]}/{body[6:]}{check}"


def tckn(rng: random.Random) -> str:
    body = drawn(rng, 9, "123456789")
    tenth = (weighted(body, (7, 0) * 5) - weighted(body, (0, 1) * 5)) % 10
    return f"{body}{tenth}{(sum(map(int, body)) + tenth) % 10}"


def china_id(rng: random.Random) -> str:
    body = f"{rng.choice(['110105', '310101', '440305', '510107'])}19{born(rng)}{drawn(rng, 3)}"
    return body + "10X98765432"[sum(int(d) * 2 ** (17 - i) for i, d in enumerate(body)) % 11]


def taiwan_id(rng: random.Random) -> str:
    letter = rng.choice(string.ascii_uppercase)
    body = f"{'ABCDEFGHJKLMNPQRSTUVXYWZIO'.index(letter) + 10}{rng.choice('12')}{drawn(rng, 7)}"
    return f"{letter}{body[2:]}{-weighted(body, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1)) % 10}"


def hkid(rng: random.Random) -> str:
    letter, digits = rng.choice(string.ascii_uppercase), drawn(rng, 6)
    total = 36 * 9 + (ord(letter) - 55) * 8 + weighted(digits, (7, 6, 5, 4, 3, 2))
    check = -total % 11
    return f"{letter}{digits}({'A' if check == 10 else check})"


def thai_id(rng: random.Random) -> str:
    body = drawn(rng, 12, "12345")
    check = (11 - weighted(body, range(13, 1, -1)) % 11) % 10
    return f"{body[0]}-{body[1:5]}-{body[5:10]}-{body[10:]}-{check}"


def aadhaar(rng: random.Random) -> str:
    body = drawn(rng, 11, "23456789")
    return f"{body}{verhoeff_digit(body)}"


def social_number_at(rng: random.Random) -> str:
    while True:
        serial, day = drawn(rng, 3, "123456789"), born(rng, "dmy")
        check = weighted(serial + day, (3, 7, 9, 5, 8, 4, 2, 1, 6)) % 11
        if check < 10:
            return f"{serial}{check} {day}"


def ahv(rng: random.Random) -> str:
    body = "756" + drawn(rng, 9)
    check = -weighted(body, (1, 3) * 6) % 10
    return f"{body[:3]}.{body[3:7]}.{body[7:11]}.{body[11]}{check}"


def rijksregister(rng: random.Random) -> str:
    body = born(rng) + drawn(rng, 3)
    check = 97 - int(body) % 97
    return rng.choice([f"{body[:2]}.{body[2:4]}.{body[4:6]}-{body[6:]}.{check:02}", f"{body}{check:02}"])


def rut(rng: random.Random) -> str:
    number = str(rng.randrange(6_000_000, 25_000_000))
    check = -sum(int(d) * (2 + i % 6) for i, d in enumerate(reversed(number))) % 11
    plain = rng.choice([number, f"{int(number):,}".replace(",", ".")])
    return f"{plain}-{'K' if check == 10 else check}"


def cuit(rng: random.Random) -> str:
    text = completed(mod11((5, 4, 3, 2, 7, 6, 5, 4, 3, 2)))(lambda: rng.choice(("20", "27")) + drawn(rng, 8))
    return f"{text[:2]}-{text[2:10]}-{text[10]}"


def curp(rng: random.Random) -> str:
    body = f"GOML{born(rng)}{rng.choice('HM')}DFRRS0"
    alphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    return f"{body}{-sum(alphabet.index(c) * (18 - i) for i, c in enumerate(body)) % 10}"


def snils(rng: random.Random) -> str:
    body = drawn(rng, 9, "123456789")
    check = weighted(body, range(9, 0, -1)) % 101 % 100
    return f"{body[:3]}-{body[3:6]}-{body[6:]} {check:02}"


def inn(rng: random.Random) -> str:
    body = drawn(rng, 10)
    for weights in ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)):
        body += str(weighted(body, weights) % 11 % 10)
    return body


def polish_card(rng: random.Random) -> str:
    letters, digits = "ABC", drawn(rng, 5)
    total = 10 * 7 + 11 * 3 + 12 * 1 + weighted(digits, (7, 3, 1, 7, 3))
    return f"{letters}{total % 10}{digits}"


def teudat_zehut(rng: random.Random) -> str:
    body = drawn(rng, 8, "023")
    return f"{body}{luhn_digit(body)}"


IDS: dict[str, Draw] = {
    "za_id": za_id,
    "no_fnr": fodselsnummer,
    "ee_id": isikukood,
    "ro_cnp": cnp,
    "bg_egn": egn,
    "jmbg": jmbg,
    "oib": oib,
    "amka": amka,
    "afm": afm,
    "rc": rodne_cislo,
    "tckn": tckn,
    "cn_id": china_id,
    "tw_id": taiwan_id,
    "hk_id": hkid,
    "thai_id": thai_id,
    "aadhaar12": aadhaar,
    "at_sv": social_number_at,
    "ahv": ahv,
    "be_nn": rijksregister,
    "rut": rut,
    "cuit": cuit,
    "curp": curp,
    "snils": snils,
    "inn": inn,
    "pl_id": polish_card,
    "teudat": teudat_zehut,
    "cpr": lambda rng: f"{born(rng, 'dmy')}-{drawn(rng, 4)}",
    "cpr10": lambda rng: born(rng, "dmy") + drawn(rng, 4),
    "mykad": lambda rng: f"{born(rng)}-{rng.choice(('10', '14', '01'))}-{drawn(rng, 4)}",
    "nik": lambda rng: f"3171{drawn(rng, 2, '012')}{born(rng, 'dmy')}{drawn(rng, 4, '0')}",
    "emirates": lambda rng: f"784-19{rng.randrange(50, 99)}-{drawn(rng, 7)}-{drawn(rng, 1)}",
    "cnic": lambda rng: f"{drawn(rng, 5, '1234567')}-{drawn(rng, 7)}-{drawn(rng, 1)}",
}
