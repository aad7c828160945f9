"""Whether the store of whole events can be used: asked once, at the start and by `redshank doctor`."""

import asyncio
from random import Random

from core.clock import SystemClock
from core.errors import Unavailable
from core.resources import elastic_options
from core.settings import Settings

_PATIENCE_SECONDS = 4.0


def trouble(settings: Settings) -> str | None:
    """Why Elasticsearch cannot be used now, in one line with the mend; None where it can be, or is not used.

    Raises Refused for settings that could not work with any Elasticsearch.
    """
    try:
        return asyncio.run(_trouble(settings))
    except Unavailable as error:
        return str(error)


async def _trouble(settings: Settings) -> str | None:
    options = elastic_options(settings)
    if options is None:
        return None
    from core.payloads.elastic.store import open_elastic  # its client is slow to import, and only this needs it

    async with open_elastic(settings.payloads_url, options, SystemClock(), Random()) as payloads:  # noqa: S311
        try:
            await asyncio.wait_for(payloads.ping(), _PATIENCE_SECONDS)
        except TimeoutError:
            return f"Elasticsearch did not answer within {_PATIENCE_SECONDS:.0f} s"
    return None
