# pymolt: target=3.12 with=security,bugs,django/receiver-first,idioms/callable-check,standards/float-equality,standards/debugger-leftover,exceptions/unraised,asyncio/async-misuse
# ==== add-requests-timeouts | unrun
import requests
def load(url):
    """Load."""
    with requests.Session() as session:
        return requests.get(url), session.get(url), requests.post(url, timeout=3)
# ---- same, with --review ----
import requests
def load(url):
    """Load."""
    with requests.Session() as session:
        return requests.get(url, timeout=60), session.get(url, timeout=60), requests.post(url, timeout=3)
# ==== requests-verify | unrun
import requests
requests.request("GET", "https://a", verify=False, timeout=3)
# ---- same, with --review ----
import requests
requests.request("GET", "https://a", verify=True, timeout=3)
# ==== django-json-response-type
import json
from django.http import HttpResponse
def view(request):
    found = json.dumps({"a": request.GET.get("a")})
    return HttpResponse(found)
# ---- same, with --review ----
import json
from django.http import HttpResponse
def view(request):
    found = json.dumps({"a": request.GET.get("a")})
    return HttpResponse(found, content_type="application/json")
# ==== flask-json-response-type
import json
from flask import make_response
def view(rows):
    return make_response(json.dumps(rows), 201)
# ---- same, with --review ----
import json
from flask import make_response
def view(rows):
    return make_response(json.dumps(rows), 201, {"Content-Type": "application/json"})
# ==== django-receiver-on-top
from django.core.signals import request_finished
from django.dispatch import receiver
from django.views.decorators.csrf import csrf_exempt
@csrf_exempt
@receiver(request_finished)
def finished(sender, **kwargs):
    pass
# ---- same, with --review ----
from django.core.signals import request_finished
from django.dispatch import receiver
from django.views.decorators.csrf import csrf_exempt
@receiver(request_finished)
@csrf_exempt
def finished(sender, **kwargs):
    pass
# ==== secure-flask-session-configuration
from flask import Flask
app = Flask(__name__)
app.config["SESSION_COOKIE_HTTPONLY"] = False
app.config.update(SESSION_COOKIE_SECURE=False, SESSION_COOKIE_SAMESITE=None)
# ---- same, with --review ----
from flask import Flask
app = Flask(__name__)
app.config["SESSION_COOKIE_HTTPONLY"] = True
app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE='Lax')
# ==== django-session-cookie-secure-off | path=shop/settings.py
INSTALLED_APPS = ["shop"]
SESSION_COOKIE_SECURE = False
# ---- same, with --review ----
INSTALLED_APPS = ["shop"]
SESSION_COOKIE_SECURE = True
# ==== django-session-cookie-secure-off in settings for work on them | path=shop/settings/dev.py
SESSION_COOKIE_SECURE = False
# ---- left: these settings look like those for work on them, where there may be no HTTPS ----
# ==== replace-flask-send-file
import os
from flask import send_file
def download(name):
    return send_file(os.path.join("uploads", name))
# ---- same, with --review ----
from flask import send_from_directory
def download(name):
    return send_from_directory("uploads", name)
# ==== replace-flask-send-file of a text
from flask import send_file
def download(name):
    return send_file(f"path/to/{name}.txt")
# ---- left: whoever asks says which file it is, ../ and all: use send_from_directory with the folder that it has to be in ----
# ==== fix-math-isclose
import math
def settled(change):
    return math.isclose(change, 0), math.isclose(0.0, b=change), math.isclose(change, 0, abs_tol=0.1)
# ---- same, with --review ----
import math
def settled(change):
    return math.isclose(change, 0, abs_tol=1e-09), math.isclose(0.0, b=change, abs_tol=1e-09), math.isclose(change, 0, abs_tol=0.1)
# ==== fix-float-equality
def same(a, b):
    return a == b - 0.1
# ---- left: floats are seldom exactly equal: use math.isclose, or Decimal ----
# ==== bad-lock-with-statement
import threading
with threading.Lock():
    a = 1
# ---- left: each run makes its own Lock, so nobody waits for another: make it once, where all see it ----
# ==== fix-async-task-instantiation
import asyncio
async def go(work):
    task = asyncio.Task(work(), name="a")
    await task
# ---- same, with --review ----
import asyncio
async def go(work):
    task = asyncio.create_task(work(), name="a")
    await task
# ==== harden-pickle-load
import pickle
def load(data):
    return pickle.loads(data)
# ---- left: pickle.loads runs code that is in its data: read only what you wrote yourself, or use JSON ----
# ==== harden-pyyaml
import yaml
def load(data):
    return yaml.load(data), yaml.load(data, yaml.UnsafeLoader), yaml.load(data, Loader=yaml.Loader)
# ---- same, with --review ----
import yaml
def load(data):
    return yaml.load(data, Loader=yaml.SafeLoader), yaml.load(data, yaml.SafeLoader), yaml.load(data, Loader=yaml.SafeLoader)
# ==== remove-debug-breakpoint
def go():
    breakpoint()
    return 1
# ---- left: whoever runs it ends up in a debugger: take it out again ----
# ==== combine-isinstance-issubclass
def ask(x):
    return isinstance(x, str) or isinstance(x, bytes)
# ---- same ----
def ask(x):
    return isinstance(x, (str, bytes))
# ==== combine-startswith-endswith
def ask(x: str):
    return x.startswith("a") or x.startswith("b")
# ---- same ----
def ask(x: str):
    return x.startswith(("a", "b"))
# ==== fix-empty-sequence-comparison
def ask(x):
    return x == [] or x != {}
# ---- left silently: what is compared may be None, 0 or an array ----
# ==== upgrade-sslcontext-tls
import ssl
a = ssl.SSLContext(ssl.PROTOCOL_SSLv3)
b = ssl.SSLContext()
# ---- same, with --review ----
import ssl
a = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
b = ssl.SSLContext()
# ==== jwt-decode-verify
import jwt
def read(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_signature": False, "verify_exp": False})
# ---- same, with --review ----
import jwt
def read(token, key):
    return jwt.decode(token, key, algorithms=["HS256"], options={"verify_signature": True, "verify_exp": True})
# ==== sql-parameterization
import sqlite3
def find(name):
    cursor = sqlite3.connect("x").cursor()
    cursor.execute("SELECT * FROM t WHERE n='" + name + "'")
    return cursor.execute(f"SELECT * FROM t WHERE n='{name}'")
# ---- same, with --review ----
import sqlite3
def find(name):
    cursor = sqlite3.connect("x").cursor()
    cursor.execute("SELECT * FROM t WHERE n=?", (name,))
    return cursor.execute("SELECT * FROM t WHERE n=?", (name,))
# ==== fix-hasattr-call
def ask(x):
    return hasattr(x, "__call__")
# ---- same, with --review ----
def ask(x):
    return callable(x)
# ==== exception-without-raise
def go(x):
    ValueError("x")
    return x
# ---- same, with --review ----
def go(x):
    raise ValueError("x")
    return x
# ==== numpy-nan-equality
import numpy as np
def ask(x: float):
    return x == np.nan
# ---- same, with --review ----
import numpy as np
def ask(x: float):
    return np.isnan(x)
# ==== secure-tempfile
import tempfile
name = tempfile.mktemp(suffix=".x")
# ---- same, with --review ----
import tempfile
name = tempfile.NamedTemporaryFile(suffix=".x", delete=False).name
# ==== enable-jinja2-autoescape
from jinja2 import Environment
pages = [Environment(), Environment(autoescape=False)]
# ---- same, with --review ----
from jinja2 import Environment, select_autoescape
pages = [Environment(autoescape=select_autoescape()), Environment(autoescape=select_autoescape())]
# ==== use-defusedxml
import xml.etree.ElementTree as ET
def read(path):
    return ET.parse(path)
# ---- same, with --review ----
import xml.etree.ElementTree as ET

import defusedxml.ElementTree
def read(path):
    return defusedxml.ElementTree.parse(path)
# ==== safe-lxml-parser-defaults
from lxml import etree
parser = etree.XMLParser()
# ---- same, with --review ----
from lxml import etree
parser = etree.XMLParser(resolve_entities=False)
# ==== https-connection
import urllib3
pool = urllib3.HTTPConnectionPool("example.com", 80)
# ---- left: all of it can be read and changed on its way: use HTTPSConnectionPool ----
# ==== subprocess-shell-false
import subprocess
def go(command):
    subprocess.run("ls -l", shell=True)
    subprocess.run(command, shell=True)
# ---- same, with --review ----
import subprocess
def go(command):
    subprocess.run(["ls", "-l"])
    subprocess.run(command, shell=True)
# ==== rsa-key-size
from cryptography.hazmat.primitives.asymmetric import rsa
key = rsa.generate_private_key(65537, 1024)
# ---- left: keys of 1024 bits are too short: use 2048 at least ----
# ==== fix-deprecated-abstractproperty
import abc
class A(abc.ABC):
    @abc.abstractproperty
    def a(self): pass
    @abc.abstractclassmethod
    def b(cls): pass
# ---- same ----
import abc
class A(abc.ABC):
    @property
    @abc.abstractmethod
    def a(self): pass
    @classmethod
    @abc.abstractmethod
    def b(cls): pass
# ==== fix-mutable-params
def add(x, to=[], *, by: dict = {}):
    to.append(x)
    return to, by
# ---- same, with --review ----
def add(x, to=None, *, by: dict | None = None):
    if to is None:
        to = []
    if by is None:
        by = {}
    to.append(x)
    return to, by
# ==== str-concat-in-sequence-literals
names = [
    "first"
    "second",
    "third",
    "fourth",
]
# ---- left: a comma may be missing between "first" and "second" ----
# ==== fix-missing-self-or-cls
class A:
    def __init__(self):
        self.b = 1
    def a():
        return 1
# ---- left: a() gets one argument more than it takes ----
# ==== fix-missing-self-or-cls of a class that only holds functions
class A:
    def a():
        return 1
# ---- left silently: they are called on the class ----
# ==== django-model-without-dunder-str | unrun with=django/model-str
from django.db import models
class User(models.Model):
    name = models.CharField(max_length=100)
# ---- left: User has no __str__ ----
# ==== remove-assertion-in-pytest-raises | unrun with=testing/asserts-after-raises
import pytest
def test_foo():
    with pytest.raises(ZeroDivisionError):
        error = 1 / 0
        assert 1
        assert 2
# ---- same, with --review ----
import pytest
def test_foo():
    with pytest.raises(ZeroDivisionError):
        error = 1 / 0
    assert 1
    assert 2
# ==== safe-lxml-parsing | unrun
import lxml.etree
tree = lxml.etree.parse("path_to_xml_file")
root = lxml.etree.fromstring("xml_string")
# ---- same, with --review ----
import lxml.etree
tree = lxml.etree.parse("path_to_xml_file", parser=lxml.etree.XMLParser(resolve_entities=False))
root = lxml.etree.fromstring("xml_string", parser=lxml.etree.XMLParser(resolve_entities=False))
