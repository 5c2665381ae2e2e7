"""The pages of listening, thresholds and activities."""
