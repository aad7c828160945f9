"""All settings in one class, read from the environment and the command line."""

from typing import Any, Final

from pydantic import ValidationError
from pydantic_settings import SettingsConfigDict

from core.errors import Refused
from core.settings.log import LogSettings
from core.settings.outbound import OutboundSettings
from core.settings.processing import ProcessingSettings
from core.settings.server import ServerSettings
from core.settings.whole_events import WholeEventSettings

PREFIX: Final = "REDSHANK_"


# The last of the bases comes first in lists.
class Settings(OutboundSettings, ProcessingSettings, WholeEventSettings, LogSettings, ServerSettings):
    """Every setting with its meaning; the environment variable is the name in capitals behind `REDSHANK_`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)


def read_settings(**given: Any) -> Settings:
    """Settings of the environment; what the command line gave (not None) goes before. Raises Refused, naming each."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        wrong = "; ".join(
            f"REDSHANK_{'_'.join(map(str, one['loc'])).upper()}: {one['msg'].removeprefix('Value error, ')}"
            for one in error.errors()
        )
        raise Refused(f"wrong setting: {wrong}", exit_code=2) from error
