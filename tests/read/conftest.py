"""Makes the modules beside the tests importable: hostile (files made by code)."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
