"""Python: modules are stable names, `__main__` and comprehensions are not."""

import re
import sys

from processor.fingerprint.families.family import Family, Kind, RawFrame
from processor.fingerprint.families.paths import base_name, stem

_INSTALLED_PATH = re.compile(r"[/\\](?:site-packages|dist-packages|__pypackages__)[/\\]|\.egg[/\\]", re.IGNORECASE)
_PACKAGE = re.compile(r"-packages[/\\](\w+)[/\\]")
_LIBRARY_PATH = re.compile(
    r"[/\\]lib(?:64)?[/\\]python\d(?:\.\d+)?t?[/\\]"
    r"|[/\\]Python\d+[/\\]Lib[/\\]|[/\\]pypy\d?[^/\\]*[/\\]lib|^<frozen |[/\\]gunicorn$|[/\\]uvicorn$|[/\\]celery$",
    re.IGNORECASE,
)
_PLUMBING_PATH = re.compile(r"^<(?:frozen |string>|stdin>|decorator-gen|__array_function__|attrs generated)")
_PLUMBING_FUNCTIONS = frozenset(("<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>"))
_PLUMBING_MODULES = frozenset(
    ("runpy", "sentry_sdk", "redshank", "raven", "wrapt", "ddtrace", "newrelic", "opentelemetry")
)
_LIBRARIES = frozenset(
    """aiohttp asgiref anyio celery channels click django dramatiq fastapi flask gevent gunicorn httpx huey
    hypercorn kombu pydantic pytest requests rest_framework rq sanic sqlalchemy starlette tenacity tornado
    twisted urllib3 uvicorn uvloop uwsgi waitress werkzeug billiard vine _pytest pluggy""".split()  # noqa: SIM905 (a paragraph of words)
)
_LIBRARIES_WHERE_INSTALLED = frozenset(
    """aiobotocore aioredis airflow alembic amqp apscheduler arq asyncpg attr attrs authlib azure backoff bleach
    blinker boto boto3 botocore bs4 cachetools certifi cffi cherrypy confluent_kafka cryptography cv2 daphne
    dask dateutil django_filters django_redis elasticsearch eventlet fsspec google graphene graphql greenlet
    grpc h11 html5lib httpcore itsdangerous jinja2 joblib jose jsonschema jwt kafka keras kubernetes langchain
    lxml mako markupsafe marshmallow matplotlib mongoengine more_itertools msgpack multidict mysqldb nameko
    networkx nltk numba numpy oauthlib openai openpyxl pandas paramiko passlib peewee pika PIL pkg_resources
    playwright polars prefect prometheus_client psycopg psycopg2 pyarrow pymongo pymysql pyramid pyspark redis
    redis_lock requests_oauthlib rich ruamel s3fs scipy scrapy selenium setuptools simplejson skimage sklearn
    slack_sdk social_core socketio sqlmodel sqlparse statsmodels strawberry stripe tensorflow torch tortoise
    tqdm transformers typer ujson websocket websockets whitenoise wtforms xgboost yaml yarl zeep zmq zope""".split()  # noqa: SIM905 (a paragraph of words)
)
"""What programs build on most. Elsewhere such a name may be the program's own."""
_GENERATED = re.compile(r"(?:[_.-])?(?:0x)?[0-9a-f]{8,40}(?=[._-]|$)")
# Code compiled at run time (`<rule 4711>`), and cells of notebooks.
_MADE_UP_FILE = re.compile(r"^<([A-Za-z]*)[^>]*>$|^.*[/\\]ipykernel_\d+[/\\]")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_MAIN = ("__main__", "__mp_main__")
"""The script that was started; and in a process that `multiprocessing` spawned."""
_TEMPLATES = "/templates/"
"""Where Jinja and Django look for templates, below a folder that the deployment chose."""


def _place(frame: RawFrame) -> str:
    module = frame.module
    if not module or module in _MAIN:
        path = frame.file if frame.file.startswith("<") else frame.path or frame.file
        made_up = _MADE_UP_FILE.match(path)
        return f"<{made_up.group(1) or 'cell'}>" if made_up else stem(path)
    path = module.replace("\\", "/")
    if "/" in path:
        # A template's code has no module; the SDK puts its path there.
        return path.rpartition(_TEMPLATES)[2] if _TEMPLATES in path else base_name(path)
    return _GENERATED.sub("", module) if any(c.isdecimal() for c in module) else module


def _function(frame: RawFrame) -> str:
    return _ADDRESS.sub("", frame.function.replace("<locals>.", ""))


def _kind(frame: RawFrame) -> Kind:
    root = frame.module.partition(".")[0]
    if (root == "__main__" or not root) and (found := _PACKAGE.search(frame.path)):
        root = found.group(1)
    if frame.function.rpartition(".")[2] in _PLUMBING_FUNCTIONS or root in _PLUMBING_MODULES:
        return Kind.PLUMBING
    if _PLUMBING_PATH.match(frame.path) or _PLUMBING_PATH.match(frame.file):
        return Kind.PLUMBING
    if root in _LIBRARIES:
        return Kind.LIBRARY
    if _INSTALLED_PATH.search(frame.path):
        return Kind.LIBRARY if root in _LIBRARIES_WHERE_INSTALLED else Kind.INSTALLED
    if _LIBRARY_PATH.search(frame.path):
        return Kind.LIBRARY
    # Without a full path only the module can tell, and `queue` or `test` may be the program's own.
    relative = frame.path == frame.file
    standard = relative and "." in frame.module and root in sys.stdlib_module_names
    return Kind.LIBRARY if standard else Kind.APP


def _package_of(frame: RawFrame) -> str:
    return frame.module.partition(".")[0]


FAMILY = Family(_place, _function, _kind, has_source=True, comment="#", package=_package_of, is_installed=True)
