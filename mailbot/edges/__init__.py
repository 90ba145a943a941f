"""Touches: one outside thing per module, and no decisions."""
