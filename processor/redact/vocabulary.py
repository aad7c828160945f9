"""Word lists, written as people write them."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def byte_words(text: str) -> frozenset[bytes]:
    """The words of a text, as they stand in searched text."""
    return frozenset(text.encode("ascii").split())
