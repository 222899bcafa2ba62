"""Books of sheets.py to .xlsx files."""

import kaigi_docs.light_openpyxl  # noqa: F401
