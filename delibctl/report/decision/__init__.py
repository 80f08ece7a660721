"""The decision between two runs, after repeats were asked anew."""
