"""How many questions go out at once, and how many in a minute."""
