"""What coordinators order by mail, by subject; flows/commands.py is where each order comes in."""
