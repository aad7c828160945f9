"""The newsletter."""


class DeliveryFailed(Exception):
    """The mail server refused a recipient."""


def send(recipient: str, subject: str, answer: str) -> None:
    """`answer` is what the mail server said."""
    code = int(answer.split()[0])
    if code >= 500:
        raise DeliveryFailed(f"<{recipient}> refused: {answer}")
