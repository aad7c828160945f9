"""What every way to run the image has to keep, whoever starts it."""

from collections.abc import Iterable
from pathlib import Path

from core.settings import Settings

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"


def unknown_settings(names: Iterable[str]) -> set[str]:
    """REDSHANK_* variables that no setting reads: a typing error, or a setting that is gone."""
    known = {f"REDSHANK_{name.upper()}" for name in Settings.model_fields}
    return {name for name in names if name.startswith("REDSHANK_")} - known
