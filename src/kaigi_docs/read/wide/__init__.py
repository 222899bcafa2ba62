"""Tables that stand as people made them, years and classes in rows and columns -> rows of the 数値 sheet."""
