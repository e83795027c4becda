import functools

from odoo import http
from odoo.http import request


def route_for(route, methods, **routing):
    """As ``http.route``, for a handler that no request reaches but those with one of ``methods``.

    Odoo gives OPTIONS to every route, also to those for POST, asks it for no CSRF token, and calls the
    handler with whatever stands in the address: a mark would be recorded by looking.

    :param methods: list of HTTP methods; HEAD comes with GET
    :param routing: as of ``http.route``
    """

    def decorate(handler):
        reaching = {*methods, "HEAD"} if "GET" in methods else {*methods}

        @functools.wraps(handler)
        def handle_named_methods(self, *args, **params):
            if request.httprequest.method in reaching:
                return handler(self, *args, **params)
            return request.make_response("", status=204)

        handle_named_methods.reached_by = reaching
        return http.route(route, methods=methods, **routing)(handle_named_methods)

    return decorate
