"""Paints laid-out pages with reportlab, tagged from the first glyph on."""
