"""What members sent back -> whose it is, which of it counts, what every answer means, and how votes end; no file is opened."""
