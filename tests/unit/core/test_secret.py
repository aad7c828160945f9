"""How secrets that we hand out are kept."""

from core.secret import new_secret, secret_hash


def test_the_hash_of_a_secret_is_the_same_in_every_version() -> None:
    """Another one would log everybody out and make every token unknown. The example is that of FIPS 180-2, B.1."""
    assert secret_hash("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_secret_has_256_bits_from_the_source_that_is_given() -> None:
    assert new_secret(lambda count: b"\xa5" * count) == "a5" * 32


def test_any_text_has_a_hash() -> None:
    assert len(secret_hash("\ud800 \0")) == 32
