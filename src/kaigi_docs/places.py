"""Where the commands write."""

from __future__ import annotations

from pathlib import Path

RESULT_PAGE = "結果.html"


def default_output(directory: Path) -> Path:
    """outputs/<name> beside the meeting folder, or beside inputs/ when the folder stands in one."""
    resolved = directory.resolve()
    base = resolved.parent.parent if resolved.parent.name == "inputs" else resolved.parent
    return base / "outputs" / resolved.name
