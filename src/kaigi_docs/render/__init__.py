"""Translators from blocks or pages to a file format; they decide nothing."""
