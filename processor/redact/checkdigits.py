"""Check digits of national numbers that Presidio does not know. Every function takes digits or capitals without "
"separators."""

from collections.abc import Sequence


def weighted(digits: str, weights: Sequence[int]) -> int:
    """Sum of digits times weights, as far as there are weights."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def luhn(digits: str) -> bool:
    """Luhn's formula."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[::-2]) + sum(d - 9 if d > 9 else d for d in doubled)) % 10 == 0


def canada(digits: str) -> bool:
    """Canada: nine digits by Luhn; none begins with 0 or 8."""
    return len(digits) == 9 and digits[0] not in "08" and luhn(digits)


def mod97(digits: str) -> bool:
    """Last two digits are 97 less the remainder of the rest (Belgium; with a 2 in front for the born since 2000)."""
    body, check = digits[:-2], int(digits[-2:])
    return check in (97 - int(body) % 97, 97 - int("2" + body) % 97)


def nir(text: str) -> bool:
    """France: 13 digits (2A and 2B for Corsica) and a key."""
    body = text[:13].replace("2A", "19").replace("2B", "18")
    return body.isdigit() and 97 - int(body) % 97 == int(text[13:15])


def finland(text: str) -> bool:
    """Day of birth, letter or nothing for the century, three digits; the last sign is their remainder by 31."""
    digits = text[:6] + text[-4:-1]
    return digits.isdigit() and "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(digits) % 31] == text[-1]


def cpf(digits: str) -> bool:
    """Brazil, persons."""
    if len(set(digits)) == 1:
        return False
    first = weighted(digits, range(10, 1, -1)) * 10 % 11 % 10
    second = weighted(digits, range(11, 1, -1)) * 10 % 11 % 10
    return digits[9:] == f"{first}{second}"


def cnpj(digits: str) -> bool:
    """Brazil, companies."""
    weights = (5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    first = (11 - weighted(digits, weights) % 11) % 11 % 10
    second = (11 - weighted(digits, (6, *weights)) % 11) % 11 % 10
    return digits[12:] == f"{first}{second}"


def china(text: str) -> bool:
    """China: ISO 7064 mod 11-2 over 17 digits, born in a real month."""
    weights = [2**power % 11 for power in range(17, 0, -1)]
    return is_date(text[10:14]) and "10X98765432"[weighted(text[:17], weights) % 11] == text[17]


def norway(digits: str) -> bool:
    """Norway: two digits modulo 11; born on a day (+40 for D numbers)."""
    first = (11 - weighted(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11) % 11
    second = (11 - weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11) % 11
    return digits[9:] == f"{first}{second}"


def romania(digits: str) -> bool:
    """Romania's CNP."""
    remainder = weighted(digits, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return digits[12] == str(1 if remainder == 10 else remainder) and is_date(digits[3:7])


def czech(digits: str) -> bool:
    """Czechia and Slovakia: divisible by 11; month +50 for women, +20 when a day ran out of numbers."""
    month = int(digits[2:4]) % 50
    return int(digits) % 11 == 0 and 1 <= (month - 20 if month > 20 else month) <= 12 and 1 <= int(digits[4:6]) <= 31


def estonia(digits: str) -> bool:
    """Estonia and Lithuania."""
    check = weighted(digits, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if check == 10:
        check = weighted(digits, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return str(check) == digits[10] and is_date(digits[3:7])


def turkey(digits: str) -> bool:
    """Türkiye's identity number."""
    numbers = [int(digit) for digit in digits]
    tenth = (sum(numbers[0:9:2]) * 7 - sum(numbers[1:8:2])) % 10
    return numbers[0] != 0 and tenth == numbers[9] and sum(numbers[:10]) % 10 == numbers[10]


def chile(text: str) -> bool:
    """Chile's RUT: modulo 11, K for ten."""
    remainder = 11 - sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(text[:-1]))) % 11
    return {10: "K", 11: "0"}.get(remainder, str(remainder)) == text[-1]


def argentina(digits: str) -> bool:
    """Argentina's CUIT and CUIL."""
    return (11 - weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11) % 11 == int(digits[10])


def ean13(digits: str) -> bool:
    """Switzerland's AHV number ends like a bar code."""
    return (10 - weighted(digits, (1, 3) * 6) % 10) % 10 == int(digits[12])


def singapore(text: str) -> bool:
    """Singapore's NRIC and FIN."""
    total = weighted(text[1:8], (2, 7, 6, 5, 4, 3, 2)) + {"T": 4, "G": 4, "M": 3}.get(text[0], 0)
    letters = {"S": "JZIHGFEDCBA", "T": "JZIHGFEDCBA", "F": "XWUTRQPNMLK", "G": "XWUTRQPNMLK", "M": "XWUTRQPNJLK"}
    place = total % 11
    return letters[text[0]][10 - place if text[0] == "M" else place] == text[8]


def sweden(digits: str) -> bool:
    """Sweden: Luhn over ten digits; born on a day, +60 for a coordination number."""
    return luhn(digits[-10:]) and is_date(f"{digits[-8:-6]}{int(digits[-6:-4]) % 60:02}")


def malaysia(digits: str) -> bool:
    """Malaysia: born on a day; the place is in the pattern."""
    return is_date(digits[2:6])


def korea(digits: str) -> bool:
    """Korea: born on a real day; the check digit was given up in 2020."""
    return is_date(digits[2:6]) and digits[6] in "12345678"


def mexico(text: str) -> bool:
    """Mexico's CURP."""
    alphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    total = sum(alphabet.index(character) * (18 - place) for place, character in enumerate(text[:17]))
    return str((10 - total % 10) % 10) == text[17]


def hong_kong(text: str) -> bool:
    """Hong Kong's identity card."""
    body, check = text[:-1].rjust(8), text[-1]
    total = sum((36 if c == " " else int(c, 36)) * (9 - place) for place, c in enumerate(body))
    return {10: "A", 11: "0"}.get(11 - total % 11, str(11 - total % 11)) == check


def taiwan(text: str) -> bool:
    """Taiwan's identity card."""
    number = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(text[0]) + 10
    digits = f"{number}{text[1:]}"
    return weighted(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)) % 10 == 0


def bulgaria(digits: str) -> bool:
    """Bulgaria's EGN; month +20 for the born before 1900, +40 since 2000."""
    month = int(digits[2:4]) % 20
    check = weighted(digits, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10
    return check == int(digits[9]) and 1 <= month <= 12 and 1 <= int(digits[4:6]) <= 31


def yugoslavia(digits: str) -> bool:
    """JMBG and EMŠO of the countries that were Yugoslavia."""
    check = -weighted(digits, (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return check == int(digits[12]) and is_date(digits[2:4] + digits[:2])


def south_africa(digits: str) -> bool:
    """South Africa: Luhn; born on a day."""
    return luhn(digits) and is_date(digits[2:6])


def russia_insurance(digits: str) -> bool:
    """Russia's SNILS."""
    return weighted(digits, range(9, 0, -1)) % 101 % 100 == int(digits[9:])


def born_on_a_day(text: str) -> bool:
    """Mexico's RFC: four letters, a birthday, three signs whose check nobody outside the office computes."""
    return is_date(text[6:10])


def is_date(month_and_day: str) -> bool:
    """`MMDD`."""
    return 1 <= int(month_and_day[:2]) <= 12 and 1 <= int(month_and_day[2:4]) <= 31
