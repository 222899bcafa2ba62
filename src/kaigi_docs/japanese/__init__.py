"""What Japanese writing itself fixes: era dates, numerals, widths, variants of names, character classes."""
