"""Prints as JSON which of the qualified names on standard input this Python can reach."""
import importlib
import json
import sys
import warnings

warnings.simplefilter("ignore")
APPS = "contenttypes auth sites sessions messages admin staticfiles postgres"


def set_up_django():
    import django
    from django.conf import settings

    settings.configure(SECRET_KEY="x", INSTALLED_APPS=["django.contrib." + app for app in APPS.split()])
    getattr(django, "setup", lambda: None)()


def is_there(name):
    parts = name.replace(":", ".").split(".")
    for count in range(len(parts), 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:count]))
        except ImportError:
            continue
        try:
            for part in parts[count:]:
                value = getattr(value, part)
            return True
        except AttributeError:
            return False
    return False


if sys.argv[1] == "Django":
    set_up_django()
json.dump([name for name in sys.stdin.read().split() if is_there(name)], sys.stdout)
