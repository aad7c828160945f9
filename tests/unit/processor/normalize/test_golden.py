"""What real SDKs sent, normalized and enriched, against the reviewed files in tests/data/golden.

A change of those files is a change of behaviour. To write them anew: REDSHANK_UPDATE_GOLDEN=1 python -m pytest <this>
"""

import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from core.events import EnrichedEvent
from core.payload_json import check_object, decode_object
from processor.enrich import Lookups, enrich
from processor.normalize import normalize
from processor.normalize.times import parse_timestamp
from tests.data import recordings
from tests.unit.processor.normalize.samples import raw_event
from tests.unit.processor.normalize.test_properties import assert_canonical

GOLDEN = Path(recordings.__file__).parent / "golden"
SDKS = sorted({name.partition("-")[0] for name in recordings.names()})
CASES = [
    *("plain", "cause-refused", "log-params", "message", "recursion-endless", "request-json", "scope", "surrogate"),
    *("unhandled", "fingerprint-default", "group-mixed", "panic-nil", "suppressed", "minified", "request-form"),
]
UPDATE = bool(os.environ.get("REDSHANK_UPDATE_GOLDEN"))
WANTED = {f"{sdk}-{case}" for sdk in SDKS for case in CASES} & set(recordings.names())
REVIEWED = sorted(WANTED if UPDATE else (path.name.partition(".")[0] for path in GOLDEN.glob("*.golden.json")))


def enriched(name: str) -> list[EnrichedEvent]:
    """The events in a recording, received one second after they happened."""
    events = []
    for item in recordings.items(recordings.load(name)):
        if item.type == "event":
            data = decode_object(item.payload)
            raw = raw_event(received_at=(parse_timestamp(data["timestamp"]) or 0) + 1, end=len(item.payload))
            events.append(enrich(normalize(raw, data), Lookups()))
    return events


def brief(event: dict[str, Any]) -> dict[str, Any]:
    """Without the bulk that teaches nothing: of long stacks both ends, of many modules two."""
    holders = [event, *(e for name in ("exception", "threads") for e in event.get(name, {}).get("values", []))]
    for holder in holders:
        if len(frames := holder.get("stacktrace", {}).get("frames", [])) > 6:
            holder["stacktrace"]["frames"] = [*frames[:2], f"… {len(frames)} in all …", *frames[-3:]]
    if len(modules := event.get("modules", {})) > 2:
        event["modules"] = {**dict(list(modules.items())[:2]), "…": f"{len(modules)} in all"}
    return event


@pytest.mark.parametrize("name", REVIEWED)
def test_recorded_events_come_out_as_reviewed(name: str) -> None:
    got = [brief(event.data) for event in enriched(name)]
    path = GOLDEN / f"{name}.golden.json"
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(got, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    assert got == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("sdk", SDKS)
def test_everything_that_sdks_send_is_understood(sdk: str) -> None:
    """No field is refused, the gateway's check agrees, and every event is canonical."""
    for name in recordings.names():
        if name.startswith(f"{sdk}-"):
            for item in recordings.items(recordings.load(name)):
                if item.type == "event":
                    check_object(item.payload)
                    data = decode_object(item.payload)
                    raw = raw_event(received_at=(parse_timestamp(data["timestamp"]) or 0) + 1, end=len(item.payload))
                    event = normalize(raw, data).data
                    assert "errors" not in event, name
                    assert_canonical(raw, event)
                    assert len(msgspec.json.encode(event)) < 1.5 * len(item.payload) + 2000
