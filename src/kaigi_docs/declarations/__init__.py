"""The one declaration of each input sheet, from which come the book that `kaigi new` writes, its reader and docs/settings.md."""
