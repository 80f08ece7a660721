"""One run in groups: by model, language, kind, mode or category; and where models disagree."""
