"""The door for other programs: ODK Collect on helpers' phones."""
