"""Tells the story: fetch, handle, round and deliver; owns transactions and takes `now`."""
