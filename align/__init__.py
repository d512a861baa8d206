"""Harvest in, equivalents out: the curated mapping, composed equivalents, attachment."""
