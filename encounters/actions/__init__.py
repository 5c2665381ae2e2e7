"""What can happen when a city listens and does something about it."""
