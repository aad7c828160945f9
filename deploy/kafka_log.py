"""Whether Kafka can be used, for `redshank doctor`. Changes nothing in Kafka."""

import asyncio
from typing import Any, Final

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from core.bus.kafka.client_log import listen
from core.bus.kafka.ending import ended
from core.bus.kafka.mends import with_mend
from core.bus.kafka.options import KafkaOptions, client_arguments

_PATIENCE_SECONDS: Final = 4.0


def trouble(options: KafkaOptions) -> str | None:
    """Why Kafka cannot be used now, in one line with the mend; None where it can."""
    return asyncio.run(_trouble(options))


async def _trouble(options: KafkaOptions) -> str | None:
    client_log = listen()
    client_log.last = ""
    admin: Any = AIOKafkaAdminClient(**client_arguments(options), request_timeout_ms=int(_PATIENCE_SECONDS * 1000))
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await admin.start()
    except TimeoutError:
        return with_mend(f"it did not answer within {_PATIENCE_SECONDS:.0f} s {client_log.last}".rstrip())
    except (KafkaError, OSError) as error:
        return with_mend(client_log.last or str(error) or type(error).__name__)
    finally:
        await ended(admin.close(), _PATIENCE_SECONDS)
    return None
