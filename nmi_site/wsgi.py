"""The door for a WSGI server: `nmi_site.wsgi:application`."""

import gc
import os

# What is imported stays for good: looking for garbage in it takes a tenth of the start, and time from requests later.
gc.disable()

from django.core.wsgi import get_wsgi_application  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nmi_site.settings")

django_application = get_wsgi_application()

# They read the settings when they are imported.
from django.conf import settings  # noqa: E402

from missions.public import release  # noqa: E402
from missions.public.baked import Baked  # noqa: E402
from nmi_site.content_types import utf8_alone  # noqa: E402

application = Baked(utf8_alone(django_application), most=settings.BAKED_BYTES)
# Now: files of another release may come while this process runs.
release.code()
gc.freeze()
gc.enable()
