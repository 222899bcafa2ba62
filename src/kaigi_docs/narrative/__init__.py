"""Sentences computed from published values, each with the claims that prove it; pure."""
