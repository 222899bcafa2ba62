"""`kaigi new --from`: what an earlier meeting folder hands on to the next one."""
