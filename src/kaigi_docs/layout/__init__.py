"""Blocks and theme and font metrics to pages of boxes; pure, without reportlab."""
