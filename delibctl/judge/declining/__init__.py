"""How answers decline, language by language."""
