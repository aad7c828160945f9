"""Invoices on paper: the printer at the back speaks Latin-1."""


def letter(recipient: str, street: str, lines: list[str]) -> bytes:
    text = "\n".join([recipient, street, "", *lines])
    return text.encode("latin-1")
