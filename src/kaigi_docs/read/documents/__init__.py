"""Finished documents read back: characters with their page and box."""
