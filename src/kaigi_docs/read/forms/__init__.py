"""回答/: what members sent back, as forms, as answers for a person to read, or as findings."""
