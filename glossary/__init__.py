"""Concept entries, the termbase, lookup, exchange formats and the command."""
