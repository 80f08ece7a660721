"""Estimates: the questions of a probe and their cost, before anything is asked."""
