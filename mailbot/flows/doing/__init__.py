"""What each kind of action does to the record, by subject."""
