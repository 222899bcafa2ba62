"""Files to (model, Findings): the only place that opens what people sent."""
