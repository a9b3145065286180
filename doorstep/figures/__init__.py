"""What is counted: collects and measures the figures of the rooms."""
