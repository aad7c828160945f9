"""What is done with events before they are stored."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings


class ProcessingSettings(BaseSettings):
    """Processors and their steps."""

    processors: int = Field(2, ge=1, le=64, description="Processes that work on events.")
    geo_database: Path | None = Field(
        None, description="A GeoLite2 or other .mmdb file for places of IP addresses; default: the bundled countries."
    )
    enrich_geo: bool = Field(True, description="Look up the place of IP addresses.")
    enrich_user_agent: bool = Field(True, description="Tell browser, system and device from user agents.")
    redact: bool = Field(
        True, description="Remove personal data, as each project's privacy settings say; false: nowhere."
    )
