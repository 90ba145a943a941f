"""Understands: turns bytes and text into core values and back, without I/O."""
