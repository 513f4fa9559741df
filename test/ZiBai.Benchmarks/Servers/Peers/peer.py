"""The hello and sleep apps for WSGI servers: gunicorn and waitress."""
import time

HEADERS = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "12")]


def hello(environ, start_response):
    start_response("200 OK", HEADERS[:])
    return [b"Hello World!"]


def sleep(environ, start_response):
    time.sleep(0.01)
    return hello(environ, start_response)
