"""The people who meet the shop's errors. All invented: addresses, numbers and keys are those that standards and
vendors set aside for documentation, so none of them can be anybody's."""

from dataclasses import dataclass
from random import Random
from typing import Final

CARDS: Final = ("4111 1111 1111 1111", "5555 5555 5555 4444", "3782 822463 10005")
IBANS: Final = ("DE89 3704 0044 0532 0130 00", "GB82 WEST 1234 5698 7654 32", "NL91 ABNA 0417 1643 00")
PHONES: Final = ("+44 20 7946 0958", "+44 1632 960 983", "+1 202-555-0143")
BEARER: Final = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzaG9wLWFwaSJ9.2jmj7l5rSw0yVb_vlWAYkK_YBwk"
WAREHOUSE_URL: Final = "https://sync:j4nPC2sbHg@warehouse.example.com/v2"
CALLBACK_URL: Final = "https://reedmere:pT7vQ1xRkd@hooks.example.net/paid"
ACCESS_KEY: Final = "AKIAIOSFODNN7EXAMPLE"

_FIRST = [
    "Agnes",
    "Bilal",
    "Chiara",
    "Daan",
    "Edda",
    "Farid",
    "Greta",
    "Hana",
    "Ivo",
    "Jonas",
    "Kaja",
    "Luis",
    "Maren",
    "Nadia",
    "Oskar",
    "Pilar",
]
_LAST = ["Almgren", "Brandt", "Costa", "Dahl", "Eriksen", "Fischer", "Girard", "Hoang", "Ivarsson", "Jensen"]
_DOMAINS = ("example.com", "example.org", "example.net")
_NETWORKS = ("192.0.2", "198.51.100", "203.0.113")  # RFC 5737
_STREETS = ("Kirchweg 4", "12 Harbour Lane", "Storgatan 31", "Rue des Lilas 8", "Lindenstraße 17")
_TOWNS = (("22303", "Hamburg"), ("LS1 4AP", "Leeds"), ("111 22", "Stockholm"), ("75011", "Paris"), ("60611", "Chicago"))
_BROWSERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1"
    " Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1"
    " Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
)
_BROWSER_WEIGHTS = (4, 5, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Customer:
    id: str
    name: str
    email: str
    ip: str
    phone: str
    card: str
    iban: str
    street: str
    postcode: str
    city: str
    user_agent: str
    session: str
    tenant: str
    region: str


def make_customers(rng: Random, count: int) -> tuple[Customer, ...]:
    """So many different people."""
    names = [f"{first} {last}" for first in _FIRST for last in _LAST]
    return tuple(_customer(rng, number, name) for number, name in enumerate(rng.sample(names, count)))


def _customer(rng: Random, number: int, name: str) -> Customer:
    postcode, city = rng.choice(_TOWNS)
    return Customer(
        id=f"c-{1040 + 7 * number}",
        name=name,
        email=f"{name.lower().replace(' ', '.')}@{rng.choice(_DOMAINS)}",
        ip=f"{rng.choice(_NETWORKS)}.{rng.randint(1, 254)}",
        phone=rng.choice(PHONES),
        card=rng.choice(CARDS),
        iban=rng.choice(IBANS),
        street=rng.choice(_STREETS),
        postcode=postcode,
        city=city,
        user_agent=rng.choices(_BROWSERS, _BROWSER_WEIGHTS)[0],
        session=f"{rng.getrandbits(128):032x}",
        tenant=rng.choices(("reedmere", "northwind", "crewshop"), (6, 3, 1))[0],
        region=rng.choices(("eu-north", "eu-west", "us-east"), (3, 5, 2))[0],
    )
