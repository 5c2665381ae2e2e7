"""What people say makes it hard to come in, and what a city does about it together. Nothing here knows who said it."""
