"""What a phone of the run tells the server besides what phones say."""

DAYS = "X-Chaos-Days"  # how many days of the run have passed
KILL = "X-Chaos-Kill"  # at which point of this request the server dies


def in_environ(name: str) -> str:
    """A header as WSGI names it."""
    return "HTTP_" + name.upper().replace("-", "_")
