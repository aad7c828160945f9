"""Texts that were found clean before."""


class CleanTexts:
    """A set that forgets: two generations, each of at most half of `max_bytes` characters.

    Holds only texts in which nothing at all was found, whatever the policy, so every project may share it.
    """

    def __init__(self, max_bytes: int) -> None:
        self._half = max_bytes // 2
        self._young: set[str] = set()
        self._old: set[str] = set()
        self._size = 0

    def __contains__(self, text: str) -> bool:
        if text in self._young:
            return True
        if text in self._old:
            self.add(text)
            return True
        return False

    def add(self, text: str) -> None:
        """Remember `text`; what was not asked for since two generations is forgotten."""
        if self._size + len(text) > self._half:
            self._old, self._young, self._size = self._young, set(), 0
        self._young.add(text)
        self._size += len(text)
