"""The names of the judges that need no model; naming one loads none of its words."""

#: Judges by words alone.
PATTERNS = "patterns"
#: Decides by words and learned weights; see `delibctl calibrate --fit`.
FITTED = "fitted"
