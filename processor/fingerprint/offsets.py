"""Places in native code without symbols: how far into its image each frame is.

Where the system puts an image is chance, the place inside is the same in every run of one build. It says nothing about
another build, so it stands in only where no frame of the program has a name; and then it is all there is to tell two
crashes apart.
"""

from typing import Any

from core.events import EventData
from processor.fingerprint.basis import listing, mapping, text
from processor.fingerprint.families import Kind
from processor.fingerprint.families.paths import base_name
from processor.fingerprint.frames import clean_frame

NATIVE = frozenset(("native", "rust", "c", "cocoa", "objc", "swift"))
_MAX_IMAGES = 1000
_MAX_ADDRESS_CHARS = 20


def with_offsets(stacktrace: Any, data: EventData, platform: str) -> Any:
    """The stack with `engine+0x2340` for the missing names of native frames, where none of the program's has a name."""
    frames = stacktrace.get("frames") if platform in NATIVE and isinstance(stacktrace, dict) else None
    if not isinstance(frames, list) or all(isinstance(frame, dict) and frame.get("function") for frame in frames):
        return stacktrace
    if any(_is_named_app(frame, platform) for frame in frames if isinstance(frame, dict)):
        return stacktrace
    images = _images(data)
    return {**stacktrace, "frames": [_named(frame, images) if isinstance(frame, dict) else frame for frame in frames]}


def _is_named_app(frame: dict[str, Any], platform: str) -> bool:
    if frame.get("in_app") is False or not frame.get("function"):
        return False
    clean = clean_frame(frame, platform)
    return clean.kind is Kind.APP and bool(clean.name)


def _named(frame: dict[str, Any], images: list[tuple[int, int, str]]) -> dict[str, Any]:
    at = _address(frame.get("instruction_addr"))
    if frame.get("function") or at is None:
        return frame
    start, file = _address(frame.get("image_addr")), text(frame.get("package"))
    for low, high, name in images if start is None or not file else ():
        if low <= at < high:
            start, file = low, name
            break
    if start is None or at < start or not base_name(file):
        return frame
    return {**frame, "function": f"{base_name(file)}+0x{at - start:x}", "package": file}


def _images(data: EventData) -> list[tuple[int, int, str]]:
    """Of each loaded image where it begins, where it ends, and its file."""
    found = []
    for image in listing(mapping(data.get("debug_meta")).get("images"))[:_MAX_IMAGES]:
        start = _address(mapping(image).get("image_addr"))
        size = mapping(image).get("image_size")
        if start is not None and isinstance(size, int):
            found.append((start, start + size, text(mapping(image).get("code_file"))))
    return found


def _address(value: Any) -> int | None:
    if not isinstance(value, str) or not value.startswith("0x") or len(value) > _MAX_ADDRESS_CHARS:
        return None
    try:
        return int(value, 16)
    except ValueError:
        return None
