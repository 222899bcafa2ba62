"""Blocks and pages against the finished file, read back from disk."""
