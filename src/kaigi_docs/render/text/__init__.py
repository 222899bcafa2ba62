"""Blocks of blocks.py to plain text, as it is pasted into a mail."""
