"""Who keeps what a team hears and does."""
