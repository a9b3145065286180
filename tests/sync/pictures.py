"""Pictures that forms are sent with: a real small one, and what a camera would have noted in it."""

import base64

# one grey dot, as Chromium's canvas writes it
DOT = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsL"
    "EBYQERMUFRUVDA8XGBYUGBIUFRT/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAA"
    "AAAAAAD/2gAIAQEAAD8AKp//2Q=="
)


def with_notes(picture, marker=0xE1, words=b"Exif\0\0GPS 29.882 91.643"):
    """The picture with a part in which a camera notes something."""
    part = bytes([0xFF, marker]) + (len(words) + 2).to_bytes(2) + words
    return picture[:2] + part + picture[2:]


def told(picture):
    return base64.b64encode(picture).decode()
