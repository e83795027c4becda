"""Calls of a running Odoo as its web client makes them, over one connection that stays open."""
import http.client
import json


class Client:
    def __init__(self, port, database, login, password):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.credentials = {"db": database, "login": login, "password": password}
        self.cookie = ""

    def __enter__(self):
        self._post("/web/session/authenticate", self.credentials)
        return self

    def __exit__(self, *_exception):
        self.connection.close()

    def call(self, model, method, *arguments):
        """What `method` of `model` returns."""
        return self._post(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": arguments, "kwargs": {}},
        )

    def _post(self, path, parameters):
        self.connection.request(
            "POST",
            path,
            json.dumps({"jsonrpc": "2.0", "method": "call", "params": parameters}),
            {"Content-Type": "application/json", "Cookie": self.cookie},
        )
        answer = self.connection.getresponse()
        if cookie := answer.headers.get("Set-Cookie"):
            self.cookie = cookie.split(";")[0]
        content = json.loads(answer.read())
        if "error" in content:
            raise RuntimeError(content["error"]["data"]["message"])
        return content["result"]
