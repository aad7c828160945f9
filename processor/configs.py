"""The settings of the projects whose events are in a batch."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache

from core.db import Connection, recording
from core.errors import Rejected
from core.pipeline_rules import ActiveRule
from core.projects import ProcessingConfig
from core.settings import Settings
from processor.filters import CompiledRule, compiled

_log = logging.getLogger(__name__)


async def processing_configs(
    connection: Connection, settings: Settings, project_ids: Collection[int]
) -> dict[int, ProcessingConfig]:
    """Read for every batch, so that a changed privacy setting applies from the next batch on."""
    configs = await recording.processing_configs(connection, project_ids)
    if settings.redact:
        return configs
    return {
        project_id: replace(config, privacy=replace(config.privacy, enabled=False))
        for project_id, config in configs.items()
    }


def compiled_rules(configs: Mapping[int, ProcessingConfig]) -> dict[int, tuple[CompiledRule, ...]]:
    """Compiled pipeline rules by project; projects without rules are missing."""
    return {project_id: _compiled(config.rules) for project_id, config in configs.items() if config.rules}


@lru_cache(maxsize=1024)
def _compiled(rules: tuple[ActiveRule, ...]) -> tuple[CompiledRule, ...]:
    """Cached until one of the rules changes. A rule that this version does not understand must not stop the others."""
    found = []
    for rule in rules:
        try:
            found.append(compiled(rule))
        except (Rejected, ValueError) as error:
            _log.warning("pipeline rule %d is not understood and does nothing; save it anew: %s", rule.id, error)
    return tuple(found)
