"""Books of sheets.py to .xlsx files."""
