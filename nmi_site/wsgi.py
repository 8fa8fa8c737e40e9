"""The door for a WSGI server: `nmi_site.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nmi_site.settings")

application = get_wsgi_application()
