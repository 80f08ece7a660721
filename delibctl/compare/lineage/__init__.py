"""The correspondence of two policies: their clauses, categories, styles, terms and lists."""
