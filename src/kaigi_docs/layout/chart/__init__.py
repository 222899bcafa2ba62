"""Charts as layout: lines, bars, patterns and texts with boxes, without a plotting library."""
