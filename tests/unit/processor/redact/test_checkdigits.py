"""A check digit tells a number of a person from any other: the right one passes, another last sign does not."""

import string
from collections.abc import Callable

import pytest

from processor.redact import checkdigits

PUBLISHED = {
    checkdigits.luhn: "79927398713",
    checkdigits.canada: "130692544",
    checkdigits.sweden: "8112189876",
    checkdigits.south_africa: "8001015009087",
    checkdigits.finland: "131052308T",
    checkdigits.cpf: "52998224725",
    checkdigits.cnpj: "11222333000181",
    checkdigits.china: "11010519491231002X",
    checkdigits.chile: "123456785",
    checkdigits.singapore: "S1234567D",
    checkdigits.hong_kong: "A1234563",
    checkdigits.taiwan: "A123456789",
    checkdigits.turkey: "10000000146",
    checkdigits.bulgaria: "7523169263",
    checkdigits.estonia: "37605030299",
    checkdigits.mexico: "HEGG560427MVZRRL04",
    checkdigits.ean13: "7569217076985",
    checkdigits.russia_insurance: "11223344595",
    checkdigits.argentina: "20055361682",
}
"""Examples from the rules' own descriptions."""


@pytest.mark.parametrize(("check", "number"), PUBLISHED.items())
def test_one_last_sign_of_all_is_right(check: Callable[[str], bool], number: str) -> None:
    assert check(number)
    signs = string.digits if number[-1].isdigit() else string.ascii_uppercase
    assert [sign for sign in signs if check(number[:-1] + sign)] == [number[-1]]
