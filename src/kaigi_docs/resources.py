"""The one look-up of what ships with the package: fonts and templates, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

from kaigi_docs.errors import PackageIncomplete

PACKAGE_DIR = Path(__file__).resolve().parent


def resource_path(kind: str, name: str) -> Path:
    """The path of a shipped file.

    Args:
        kind: "fonts", "templates" or "sample".
        name: file name below it.

    Raises:
        PackageIncomplete: neither the installed package nor the checkout around it has the file.
    """
    for base in (PACKAGE_DIR, PACKAGE_DIR.parent.parent):
        path = base / kind / name
        if path.is_file():
            return path
    raise PackageIncomplete(f"kaigi_docs の部品「{kind}/{name}」が見つかりません。入れ直してください。")
