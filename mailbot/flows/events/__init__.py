"""Events: announced, changed, answered, remembered and ended."""
