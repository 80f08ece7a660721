"""Learning a judge from labels with scikit-learn, the extra `delibctl[fit]`."""
