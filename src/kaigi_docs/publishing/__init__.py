"""From the statistics as they were read to those that may be printed."""

from kaigi_docs.publishing.publish import publish

__all__ = ["publish"]
