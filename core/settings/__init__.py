"""Settings: read once from `REDSHANK_*` and the command line, printed redacted. A module per subject."""

from core.settings.database_url import postgres_url
from core.settings.settings import Settings, read_settings
from core.settings.shown import shown_settings, unknown_variables

__all__ = ["Settings", "postgres_url", "read_settings", "shown_settings", "unknown_variables"]
