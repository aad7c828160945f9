"""Secrets drawn by lot: of the shapes of their issuers, passwords, and what has no shape."""

import base64
import random

from tests.unit.processor.redact.made_forms import Draw, filled, forms, one_of

SECRETS: dict[str, Draw] = {
    "aws": lambda rng: "AKIA" + "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(16)),
    "github": one_of("ghp_" + "%" * 36, "gho_" + "%" * 36, "github_pat_" + "%" * 22 + "_" + "%" * 59),
    "gitlab": one_of("glpat-" + "%" * 20),
    "slack": one_of("xoxb-" + "#" * 12 + "-" + "#" * 12 + "-" + "%" * 24),
    "stripe": one_of("sk_live_" + "%" * 24, "rk_live_" + "%" * 24, "whsec_" + "%" * 32),
    "google": one_of("AIza" + "%" * 35),
    "twilio": one_of("SK" + "^" * 32),
    "sendgrid": one_of("SG." + "%" * 22 + "." + "%" * 43),
    "npm": one_of("npm_" + "%" * 36),
    "pypi": one_of("pypi-AgEIcHlwaS5vcmc" + "%" * 60),
    "openai": one_of("sk-proj-" + "%" * 48, "sk-" + "%" * 48),
    "anthropic": one_of("sk-ant-api03-" + "%" * 90),
    "hf": one_of("hf_" + "%" * 34),
    "sentry": one_of("sntryu_" + "^" * 64),
    "shopify": one_of("shpat_" + "^" * 32),
    "do": one_of("dop_v1_" + "^" * 64),
    "telegram": one_of("123#######:AA" + "%" * 33),
    "jwt": lambda rng: ".".join(
        base64.urlsafe_b64encode(part).decode().rstrip("=")
        for part in (b'{"alg":"HS256","typ":"JWT"}', f'{{"sub":"{rng.randrange(10**6)}"}}'.encode(), rng.randbytes(32))
    ),
}


def password(rng: random.Random) -> str:
    return filled(
        rng,
        rng.choice(
            [
                "hunter##",
                "Summer20##!",
                "S3cr3t-%%%%%",
                "%%%%%%%%%%%%",
                "correct-horse-##",
                "P@ssw0rd##",
                "qwerty###",
                "Tr0ub4dor&#",
            ]
        ),
    )


ISSUED = forms(
    """
    glpat-%<20> | dapi^<32> | hvs.%<24> | r8_%<37> | gsk_%<52> | pat-eu1-^<8>-^^^^-^^^^-^^^^-^<12> |
    sq0csp-%<43> | EAA%<74> | sl.%<88> | rzp_live_%<14> | dt0c01.?<24>.?<64> | nfp_%<36> | pul-^<40> |
    sqp_^<40> | rnd_%<28> | re_%<8>_%<24> | lsv2_pt_^<32>_^<10> | tvly-dev-%<32> | phx_%<43> | oy2%<43> |
    access-production-^<8>-^^^^-^^^^-^^^^-^<12> | duffel_live_%<43> | shippo_live_^<40> | AKCp%<69> |
    sk.eyJ1%<41>.%<22> | ghs_%<36> | LTAI%<20> | CLOJARS_^<60> | sha256~%<43> | API-?<26> | bkua_^<40> |
    apify_api_%<36> | SK^<32> | sbp_^<40> | HRKU-AA%<58> | sk-svcacct-%<40>T3BlbkFJ%<40> |
    xoxe.xoxp-1-%<44> | ATCTT3xFfGN0%<64> | sdk-^<8>-^^^^-4^^^-a^^^-^<12> | sgp_^<16>_^<40> | whsec_%<32> |
    pcsk_%<6>_%<62> | glrt-t1_%<23> | A3-?<6>-?<6>-?<5>-?<5>-?<5>-?<5> | tfp_%<43>
    """
)
"""`%<20>` is a sign twenty times."""


def strong(rng: random.Random) -> str:
    """A password of capitals, small letters and digits, as people invent them."""
    return filled(rng, rng.choice(["Kite?Blue##", "Lamp_%<6>_4a", "Qz9-%<8>", "Harbour#<4>!Fox", "?ora%<5>7x"]))


def aws_secret(rng: random.Random) -> str:
    return base64.b64encode(rng.randbytes(30)).decode()


def opaque(rng: random.Random) -> str:
    return rng.choice(
        [
            secrets_text(rng, 24),
            secrets_text(rng, 32),
            filled(rng, "^" * 32),
            filled(rng, "^" * 40),
            filled(rng, "%" * 43),
        ]
    )


def secrets_text(rng: random.Random, size: int) -> str:
    return base64.urlsafe_b64encode(rng.randbytes(size)).decode().rstrip("=")
