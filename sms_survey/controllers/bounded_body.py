from odoo.http import request


def read_whole_body():
    """The body of this request, unless it was read as a form already.

    Werkzeug refuses a length that is announced. Of pieces, whose length nobody announces, it reads as
    many as the route takes and leaves the rest: half a text would be kept as if it were the whole. It
    says so when it is asked for more.

    :rtype: bytes
    :raise RequestEntityTooLarge: there is more than the route takes
    """
    body = request.httprequest.get_data(cache=False)
    request.httprequest.get_data(cache=False)
    return body
