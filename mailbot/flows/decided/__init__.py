"""What each answer of a coordinator does, a module for each subject."""
