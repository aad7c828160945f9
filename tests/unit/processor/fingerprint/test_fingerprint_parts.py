"""Every fingerprint says what counted, what did not, and why."""

from core.events import FingerprintPart
from tests.unit.processor.fingerprint.corpus.shapes import event, message, raised
from tests.unit.processor.fingerprint.grouping import Event, group

LIBRARY = "-|flask.app|dispatch|/v/lib/python3.11/site-packages/flask/app.py"
VIEW = "+|shop.views|checkout|/srv/shop/views.py|    return total(order)"
TOTAL = "+|shop.cart|total|/srv/shop/cart.py|    return order['price']"


def parts(data: Event) -> list[tuple[str, str, bool, str]]:
    return [(p.name, p.value, p.counts, p.note) for p in group(data).fingerprint.parts]


def test_an_exception_is_explained_newest_frame_first() -> None:
    assert parts(event("python", raised("KeyError", "'price'", LIBRARY, LIBRARY, VIEW, TOTAL))) == [
        ("exception type", "KeyError", True, ""),
        ("exception value", "'price'", False, "type and frames say enough"),
        ("statement", "[ price", True, "of the newest frame, without variables and numbers"),
        ("frame", "shop.cart in total", True, ""),
        ("frame", "shop.views in checkout", True, ""),
        ("frames", "flask.app in dispatch … flask.app in dispatch (2)", False, "not in-app: library"),
    ]


def test_recursion_is_explained() -> None:
    again = ("frame", "shop.cart in total", False, "the same frame again: counts once")
    assert again in parts(event("python", raised("KeyError", "'price'", TOTAL, VIEW, TOTAL)))


def test_a_cleaned_name_shows_how_it_was_written() -> None:
    found = parts(event("java", raised("E", "x", "+|com.acme.Jobs|lambda$run$2|Jobs.java")))
    assert ("frame", "com.acme.Jobs in run", True, "written as lambda$run$2") in found


def test_a_message_shows_its_template() -> None:
    assert parts(message("python", "order 5 failed", "order %s failed", ["5"])) == [
        ("message", "order %s failed", True, "the template, before values were filled in"),
        ("message", "order 5 failed", False, "its template counts"),
    ]


def test_a_fingerprint_of_the_program_is_explained() -> None:
    data = event("python", raised("KeyError", "x"), fingerprint=["{{ error.type }}", "eu"])
    assert parts(data) == [
        ("fingerprint", "KeyError", True, "from {{ error.type }}"),
        ("fingerprint", "eu", True, "set by the program"),
        ("built-in grouping", "", False, "the program set a fingerprint of its own"),
    ]


def test_default_is_explained_in_its_place() -> None:
    data = message("python", "order 5 failed", fingerprint=["{{ default }}", "eu"])
    names = [part.name for part in group(data).fingerprint.parts]
    assert names == ["message", "fingerprint"]


def test_long_values_are_cut_for_show_only() -> None:
    """The hash sees all of a message, people see its beginning."""
    a, b = (group(message("python", "word " * 100 + end)).fingerprint for end in ("alpha", "beta"))
    assert a.hashes != b.hashes
    assert a.parts == b.parts
    assert isinstance(a.parts[0], FingerprintPart)
    assert len(a.parts[0].value) == 200
