"""The judge `fitted`: a linear model over word n-grams, learned from labels that people gave."""
