"""What the processor is told of the projects whose events it has in its hands."""

from collections.abc import Collection
from dataclasses import replace

from core.db import Connection, recording
from core.projects import ProcessingConfig
from core.settings import Settings


async def processing_configs(
    connection: Connection, settings: Settings, project_ids: Collection[int]
) -> dict[int, ProcessingConfig]:
    """Asked for every batch, so that a changed privacy setting holds from the next event on."""
    configs = await recording.processing_configs(connection, project_ids)
    if settings.redact:
        return configs
    return {
        project_id: replace(config, privacy=replace(config.privacy, enabled=False))
        for project_id, config in configs.items()
    }
