import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Imported late: it reads the settings of a Django that is set up.
from kapok.core.common.checks import refuse_unsafe_production  # noqa: E402

refuse_unsafe_production()
