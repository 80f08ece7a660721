"""Comparing words, finding quotations, JSON inside prose, and escaping text for output."""
