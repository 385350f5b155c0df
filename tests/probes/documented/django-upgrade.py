# pymolt: target=3.12 with=django
# ==== admin_register several sites
from django.contrib import admin
from .sites import custom_site
class BookAdmin(admin.ModelAdmin):
    pass
admin.site.register(Book, BookAdmin)
custom_site.register(Book, BookAdmin)
# ---- same, with --review ----
from django.contrib import admin
from .sites import custom_site
@admin.register(Book)
@admin.register(Book, site=custom_site)
class BookAdmin(admin.ModelAdmin):
    pass
# ==== admin_decorators in a class
from django.contrib import admin
class BookAdmin(admin.ModelAdmin):
    def name(self, obj):
        return obj.name
    name.short_description = "Name"
    name.admin_order_field = "-name"
    name.boolean = True
    def publish(self, request, queryset):
        queryset.update(live=True)
    publish.allowed_permissions = ("change",)
    publish.short_description = "Publish"
# ---- same ----
from django.contrib import admin
class BookAdmin(admin.ModelAdmin):
    @admin.display(boolean=True, ordering="-name", description="Name")
    def name(self, obj):
        return obj.name
    @admin.action(permissions=("change",), description="Publish")
    def publish(self, request, queryset):
        queryset.update(live=True)
# ==== compatibility_imports of 1.9 to 4.0
from django.db.models.query import EmptyResultSet, QuerySet
from django.db.models.fields import FieldDoesNotExist, CharField
from django.forms.forms import BoundField, pretty_name
from django.template.base import Context, RequestContext
from django.template.base import TRANSLATOR_COMMENT_MARK
from django.contrib.admin import ACTION_CHECKBOX_NAME
seen = [EmptyResultSet, QuerySet, FieldDoesNotExist, CharField, BoundField, pretty_name]
more = [Context, RequestContext, TRANSLATOR_COMMENT_MARK, ACTION_CHECKBOX_NAME]
# ---- same ----
from django.db.models.query import QuerySet
from django.db.models.fields import CharField
from django.forms.utils import pretty_name
from django.template.context import Context, RequestContext
from django.utils.translation.template import TRANSLATOR_COMMENT_MARK
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import EmptyResultSet, FieldDoesNotExist
from django.forms.boundfield import BoundField
seen = [EmptyResultSet, QuerySet, FieldDoesNotExist, CharField, BoundField, pretty_name]
more = [Context, RequestContext, TRANSLATOR_COMMENT_MARK, ACTION_CHECKBOX_NAME]
# ==== compatibility_imports of modules
from django.core import urlresolvers
import django.core.urlresolvers
a = urlresolvers.reverse("a")
b = django.core.urlresolvers.resolve("/")
# ---- better: the first import is left there ----
import django.urls
a = django.urls.reverse("a")
b = django.urls.resolve("/")
# ==== utils_translation under another name
from django.utils.translation import ugettext as _, ungettext, ugettext_lazy as _lazy
from django.utils import translation as trans
titles = [_("a"), ungettext("a", "b", 2), _lazy("c"), trans.ugettext_noop("d")]
# ---- same ----
from django.utils.translation import gettext as _, ngettext, gettext_lazy as _lazy
from django.utils import translation as trans
titles = [_("a"), ngettext("a", "b", 2), _lazy("c"), trans.gettext_noop("d")]
# ==== utils_encoding by the module
from django.utils import encoding
def text(x):
    return encoding.force_text(x, strings_only=True), encoding.smart_text(x)
# ---- same ----
from django.utils import encoding
def text(x):
    return encoding.force_str(x, strings_only=True), encoding.smart_str(x)
# ==== utils_http
from django.utils import http
from django.utils.http import urlquote
def ask(url):
    return http.is_safe_url(url=url, host="a"), http.urlunquote_plus(url), urlquote(url)
# ---- same, with --review ----
from urllib import parse
from urllib.parse import quote

from django.utils import http
def ask(url):
    return http.url_has_allowed_host_and_scheme(url=url, allowed_hosts="a"), parse.unquote_plus(url), quote(url)
# ==== utils_text
from django.utils.text import unescape_entities
text = unescape_entities("&lt;")
# ---- same, with --review ----
from html import unescape

text = unescape("&lt;")
# ==== utils_timezone
from django.utils import timezone
from django.utils.timezone import utc
zones = [timezone.utc, utc]
# ---- same ----
import datetime
from datetime import UTC

zones = [datetime.UTC, UTC]
# ==== a name that is gone, in a package that hands it on | path=shop/__init__.py
from django.utils.encoding import force_text
from django.conf.urls import url
patterns = [url(r"^(\d+)$", force_text)]
# ---- same ----
from django.urls import re_path as url
from django.utils.encoding import force_str as force_text
patterns = [url(r"^(\d+)$", force_text)]
# ==== timezone_fixedoffset
from django.utils.timezone import FixedOffset
zone = FixedOffset(120, "Here")
# ---- left: django.utils.timezone.FixedOffset is gone in Django 3.1: use datetime.timezone(datetime.timedelta(minutes=…), name) ----
# ==== settings of all kinds | path=shop/settings/base.py
from django.urls import reverse_lazy
LOGIN_URL = reverse_lazy("login")
USE_L10N = True
FORMS_URLFIELD_ASSUME_HTTPS = True
DEFAULT_FILE_STORAGE = "shop.Storage"
# ---- left: USE_L10N is gone in Django 5.0: nothing reads it: formats are localized always ----
# ==== password_reset_timeout_days | path=shop/settings/base.py
from django.urls import reverse_lazy
LOGIN_URL = reverse_lazy("login")
PASSWORD_RESET_TIMEOUT_DAYS = 4
# ---- same, with --review ----
from django.urls import reverse_lazy
LOGIN_URL = reverse_lazy("login")
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 4
# ==== settings_database_postgresql | path=shop/settings.py
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql_psycopg2", "NAME": "shop"}}
# ---- same, with --review ----
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "shop"}}
# ==== settings_admins_managers | path=shop/settings.py
from django.urls import reverse_lazy
LOGIN_URL = reverse_lazy("login")
ADMINS = [("A", "a@example.com")]
# ---- left silently: texts need Django 6, which no Python tells ----
# ==== default_app_config | target=3.13 path=shop/__init__.py
default_app_config = "shop.apps.ShopConfig"
# ---- left: the one AppConfig of apps.py is found without it ----
# ==== index_together
from django.db import models
class Duck(models.Model):
    class Meta:
        index_together = [["bill", "tail"]]
# ---- left: index_together is gone in Django 5.1: say it as indexes = [models.Index(fields=[…])] ----
# ==== on_delete
from django.db import models
from django.db.models import ForeignKey
from django.contrib.gis.db import models as gis
class Book(models.Model):
    author = models.ForeignKey("auth.User")
    other = models.OneToOneField(to="auth.User", related_name="x", null=True)
    given = models.ForeignKey("auth.User", models.SET_NULL)
    short = ForeignKey("auth.User")
    place = gis.ForeignKey("places.Place")
# ---- same ----
from django.db import models
from django.db.models import CASCADE, ForeignKey
from django.contrib.gis.db import models as gis
class Book(models.Model):
    author = models.ForeignKey("auth.User", on_delete=models.CASCADE)
    other = models.OneToOneField(
        to="auth.User", on_delete=models.CASCADE, related_name="x", null=True
    )
    given = models.ForeignKey("auth.User", models.SET_NULL)
    short = ForeignKey("auth.User", on_delete=CASCADE)
    place = gis.ForeignKey("places.Place", on_delete=gis.CASCADE)
# ==== permalink
from django.db import models
class Book(models.Model):
    @models.permalink
    def get_absolute_url(self):
        return ("detail", [self.pk])
    @models.permalink
    def edit_url(self): return "edit", (), {"pk": self.pk}
# ---- same ----
from django.db import models
from django.urls import reverse
class Book(models.Model):
    def get_absolute_url(self):
        return reverse("detail", args=[self.pk])
    def edit_url(self): return reverse("edit", kwargs={"pk": self.pk})
# ==== null_boolean_field
from django.db import models
class Book(models.Model):
    live = models.NullBooleanField("Live")
# ---- same, with --review ----
from django.db import models
class Book(models.Model):
    live = models.BooleanField("Live", null=True, blank=True)
# ==== request_headers
from django.http import Http404
def view(request):
    if "HTTP_ACCEPT" not in request.META:
        raise Http404
    return request.META["HTTP_ACCEPT"], request.META.get("CONTENT_TYPE"), int(request.META["CONTENT_LENGTH"])
# ---- same, with --review ----
from django.http import Http404
def view(request):
    if "Accept" not in request.headers:
        raise Http404
    return request.headers["Accept"], request.headers.get("Content-Type"), int(request.headers["Content-Length"])
# ==== request_headers that others set
from django.http import Http404
def view(request):
    request.META["HTTP_ACCEPT"] = "a"
    return request.META["REMOTE_ADDR"], Http404
# ---- left silently: headers cannot be set, and this is none ----
# ==== request_user_attributes
from django.http import Http404
def view(request):
    return request.user.is_authenticated() and not request.user.is_anonymous() or Http404
# ---- same, with --review ----
from django.http import Http404
def view(request):
    return request.user.is_authenticated and not request.user.is_anonymous or Http404
# ==== render_to_response with its context
from django.shortcuts import render_to_response
from django.template import RequestContext
def view(request, name):
    return render_to_response("a.html", {"a": name}, context_instance=RequestContext(request))
# ---- same ----
from django.shortcuts import render
def view(request, name):
    return render(request, "a.html", {"a": name})
# ==== crypto_get_random_string
from django.utils import crypto
keys = [crypto.get_random_string(), crypto.get_random_string(allowed_chars="ab"), crypto.get_random_string(length=3)]
# ---- same ----
from django.utils import crypto
keys = [crypto.get_random_string(12), crypto.get_random_string(12, allowed_chars="ab"), crypto.get_random_string(length=3)]
# ==== signal_providing_args
import django.dispatch
done = django.dispatch.Signal(providing_args=["a", "b"], use_caching=True)
# ---- same ----
import django.dispatch
done = django.dispatch.Signal(use_caching=True)  # Arguments: a, b
# ==== django_urls
from django.conf.urls import include, url
from django.contrib import admin
from . import views
urlpatterns = [
    url(r"^$", views.index, name="index"),
    url(r"^post/(?P<slug>[-a-zA-Z0-9_]+)/$", views.post),
    url(r"^x/(?P<key>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/$", views.key),
    url(r"^(?P<year>\d{4})/$", views.year),
    url(r"^admin/", include(admin.site.urls)),
    url(r"^blog/", include("blog.urls")),
]
# ---- same, with --review ----
from django.contrib import admin
from django.urls import include, path, re_path
from . import views
urlpatterns = [
    path("", views.index, name="index"),
    path("post/<slug:slug>/", views.post),
    path("x/<uuid:key>/", views.key),
    re_path(r"^(?P<year>\d{4})/$", views.year),
    path("admin/", admin.site.urls),
    path("blog/", include("blog.urls")),
]
# ==== django_urls by keyword
from django.conf.urls import url
from . import views
urlpatterns = [url(regex=r"^a/$", view=views.a, name="a")]
# ---- same ----
from django.urls import re_path

from . import views
urlpatterns = [re_path(route=r"^a/$", view=views.a, name="a")]
# ==== testcase_databases | path=shop/tests/test_a.py
from django.test import SimpleTestCase, TestCase
class A(TestCase):
    multi_db = True
class B(SimpleTestCase):
    allow_database_queries = True
class C(TestCase): multi_db = False
# ---- same, with --review ----
from django.test import SimpleTestCase, TestCase
class A(TestCase):
    databases = '__all__'
class B(SimpleTestCase):
    databases = '__all__'
class C(TestCase): databases = {'default'}
# ==== assert_form_error
from django.test import TestCase
class A(TestCase):
    def test_a(self):
        response = self.client.get("/")
        self.assertFormError(response, "form", "name", ["wrong"])
        self.assertFormError(response, "form", "name", None)
        self.assertFormsetError(response, "forms", 0, "name", ["wrong"])
        self.assertQuerysetEqual([], [], lambda a: a.name)
# ---- same, with --review ----
from django.test import TestCase
class A(TestCase):
    def test_a(self):
        response = self.client.get("/")
        self.assertFormError(response.context["form"], "name", ["wrong"])
        self.assertFormError(response.context["form"], "name", [])
        self.assertFormSetError(response.context["forms"], 0, "name", ["wrong"])
        self.assertQuerySetEqual([], [], lambda a: a.name)
# ==== management_commands | path=shop/management/commands/go.py
from django.core.management.base import BaseCommand, AppCommand
class Command(BaseCommand):
    requires_system_checks = False
class Other(AppCommand):
    requires_system_checks = True
# ---- same ----
from django.core.management.base import BaseCommand, AppCommand
class Command(BaseCommand):
    requires_system_checks = []
class Other(AppCommand):
    requires_system_checks = '__all__'
# ==== email_validator
from django.core import validators
validators.EmailValidator("No", whitelist=["a"])
validators.EmailValidator("No", "code", ["a"])
# ---- same ----
from django.core import validators
validators.EmailValidator("No", allowlist=["a"])
validators.EmailValidator("No", "code", ["a"])
# ==== forms_model_multiple_choice_field
from django import forms
class Form(forms.Form):
    a = forms.ModelMultipleChoiceField(None, error_messages={"list": "No", "required": "Say it"})
# ---- same ----
from django import forms
class Form(forms.Form):
    a = forms.ModelMultipleChoiceField(None, error_messages={"invalid_list": "No", "required": "Say it"})
# ==== check_constraint_condition
from django.db import models
from django.db.models import CheckConstraint, Q
a = [CheckConstraint(name="a", check=Q(a=1)), models.CheckConstraint(check=Q(a=1) | Q(b=2), name="b")]
# ---- same, with --review ----
from django.db import models
from django.db.models import CheckConstraint, Q
a = [CheckConstraint(name="a", condition=Q(a=1)), models.CheckConstraint(condition=Q(a=1) | Q(b=2), name="b")]
# ==== postgres_aggregate_order_by
from django.contrib.postgres import aggregates
from django.contrib.postgres.aggregates import ArrayAgg
a = [ArrayAgg("a", ordering="b"), aggregates.StringAgg("a", ",", ordering=("a", "-b"))]
# ---- same, with --review ----
from django.contrib.postgres import aggregates
from django.contrib.postgres.aggregates import ArrayAgg
a = [ArrayAgg("a", order_by="b"), aggregates.StringAgg("a", ",", order_by=("a", "-b"))]
# ==== staticfiles_find_all
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import find
a = [find("a.css", all=True), finders.find("a.css", all=False), find("a.css", True)]
# ---- same, with --review ----
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import find
a = [find("a.css", find_all=True), finders.find("a.css", find_all=False), find("a.css", True)]
# ==== format_html
from django.utils.html import format_html
def show(name):
    return format_html("<b>{}</b>".format(name)), format_html("<a>{name}</a>".format(name=name))
# ---- same, with --review ----
from django.utils.html import format_html
def show(name):
    return format_html("<b>{}</b>", name), format_html("<a>{name}</a>", name=name)
# ==== format_html of texts that are filled in otherwise
from django.utils.html import format_html
def show(name):
    return format_html(f"<b>{name}</b>")
# ---- left: what is filled in is not escaped: pass it to format_html as arguments of its own ----
# ==== mail_api_kwargs
from django.core import mail
from django.core.mail import EmailMessage, send_mail
send_mail("a", "b", None, ["c"], True)
mail.mail_admins("a", "b", False, None, "<p>")
EmailMessage("a", "b", None, ["c"], ["d"], headers={})
# ---- same ----
from django.core import mail
from django.core.mail import EmailMessage, send_mail
send_mail("a", "b", None, ["c"], fail_silently=True)
mail.mail_admins("a", "b", fail_silently=False, connection=None, html_message="<p>")
EmailMessage("a", "b", None, ["c"], bcc=["d"], headers={})
# ==== versioned_branches
import django
if django.VERSION >= (2, 0):
    A = 1
else:
    A = 2
if django.VERSION < (5, 2):
    B = 1
# ---- same ----
import django
A = 1
if django.VERSION < (5, 2):
    B = 1
# ==== versioned_test_skip_decorators of what no Python rules out
import unittest
import django
class A(unittest.TestCase):
    @unittest.skipIf(django.VERSION < (5, 2), "newer")
    def test_a(self):
        pass
# ---- left silently: the code may run on Django 5.1 ----
# ==== model_field_choices
from django.db import models
class Suit(models.TextChoices):
    A = "a"
class Card(models.Model):
    suit = models.CharField(max_length=1, choices=Suit.choices)
# ---- same, with --review ----
from django.db import models
class Suit(models.TextChoices):
    A = "a"
class Card(models.Model):
    suit = models.CharField(max_length=1, choices=Suit)
# ==== test_http_headers
from django.test import Client
response = Client(HTTP_ACCEPT_LANGUAGE="fr").get("/", HTTP_ACCEPT="text/plain")
# ---- same, with --review ----
from django.test import Client
response = Client(headers={"accept-language": "fr"}).get("/", headers={"accept": "text/plain"})
# ==== stringagg
from django.contrib.postgres.aggregates import StringAgg
a = StringAgg("a", delimiter=", ")
# ---- left silently: it needs Django 6, which no Python tells ----
# ==== transaction_savepoint
from django.db import transaction
sid = transaction.savepoint()
# ---- left silently: it needs Django 6.1, which no Python tells ----
# ==== versioned_test_skip_decorators
import unittest
import django
class A(unittest.TestCase):
    @unittest.skipIf(django.VERSION < (2, 0), "newer")
    def test_a(self):
        pass
# ---- missed: Python 3.12 rules the older releases out ----
import unittest
class A(unittest.TestCase):
    def test_a(self):
        pass
