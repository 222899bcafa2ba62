"""検算 and 校正: rules over the model and over the text of documents."""
