"""Settings as people see them: secrets hidden, and what looks like a setting and is none."""

import difflib
from collections.abc import Iterable

from core.settings.settings import PREFIX, Settings

_NOT_OURS = (
    "REDSHANK_TEST_",
    "REDSHANK_UPDATE_GOLDEN",
    "REDSHANK_CHROMIUM",
    "REDSHANK_HELM",
    "REDSHANK_SENTRY_",
    "REDSHANK_DSN",
    "REDSHANK_ENVIRONMENT",
    "REDSHANK_RELEASE",
    "REDSHANK_FRONT_NETWORK",
    "REDSHANK_IMAGE",
    "REDSHANK_PUBLISH",
    "REDSHANK_SERVICE_",
    "REDSHANK_PORT_",
)
"""What tests, the SDK and the compose files read, and what Kubernetes sets for a service of that name."""


def shown_settings(settings: Settings) -> list[tuple[str, str, str]]:
    """(variable, value, meaning) of every setting. Secrets, which are the fields with `repr=False`, are hidden."""
    shown = []
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        if not field.repr and value != field.default:
            value = "(set, hidden)"
        elif isinstance(value, tuple):
            value = ",".join(map(str, value))
        shown.append((f"REDSHANK_{name.upper()}", "" if value is None else str(value), field.description or ""))
    return shown


def unknown_variables(names: Iterable[str]) -> dict[str, str]:
    """A sentence, by its name, for each environment variable that looks like a setting and is none: a misspelt one is
    ignored, and who set it should hear of it. Names of other programs of ours (tests, the SDK) are left alone."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    strange = sorted(
        name for name in names if name.startswith(PREFIX) and name not in known and not name.startswith(_NOT_OURS)
    )
    return {name: f"{name} is no setting and does nothing{_hint(name, known)}" for name in strange}


def _hint(name: str, known: Iterable[str]) -> str:
    # Compared without the common prefix, which would make all names resemble each other.
    near = difflib.get_close_matches(name.removeprefix(PREFIX), [one.removeprefix(PREFIX) for one in known], 1)
    return f"; did you mean {PREFIX}{near[0]}?" if near else "; `redshank settings` lists them all"
