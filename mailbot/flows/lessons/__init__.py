"""What everybody learned from a task: drafted when it is over, agreed by a coordinator, sent to all (E1)."""
