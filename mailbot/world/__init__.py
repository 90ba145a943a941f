"""A small mail world on loopback: a mail server, people with habits and a clock."""
