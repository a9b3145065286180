"""The web server's way in.

WSGI and not ASGI: every view waits for the database and none for the network, so threads of a
worker do the same work without an event loop between them and the one SQLite connection each has.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doorstep.settings")
application = get_wsgi_application()
