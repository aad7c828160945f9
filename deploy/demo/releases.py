"""What the shop ran when."""

from typing import Final

DEPLOYS: Final[dict[str, tuple[tuple[str, float], ...]]] = {
    "shop-api": (("4.16.2", 999.0), ("4.17.0", 150.0), ("4.18.0", 5.0)),
    "shop-web": (("2026.45.1", 999.0), ("2026.46.0", 190.0), ("2026.46.2", 9.0)),
    "billing": (("1.9.4", 999.0), ("1.10.0", 75.0)),
    "warehouse-sync": (("0.31.0", 999.0), ("0.32.0", 260.0)),
}
"""Project -> its versions with the hours since their deploy, oldest first."""


def release(project: str, hours_ago: float) -> str:
    """What the project ran then: `shop-api@4.18.0`."""
    version = [version for version, deployed in DEPLOYS[project] if deployed >= hours_ago][-1]
    return f"{project}@{version}"
