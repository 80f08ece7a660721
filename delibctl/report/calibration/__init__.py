"""The agreement of judges with human labels."""
