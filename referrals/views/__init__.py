"""The pages of finding, asking, and lists made for somebody."""
