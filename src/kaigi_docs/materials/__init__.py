"""Model to blocks: one pure module per 資料."""
