"""Addresses of listening, thresholds and activities."""

app_name = "encounters"

urlpatterns = []
