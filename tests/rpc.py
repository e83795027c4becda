"""A program outside Odoo that logs in and calls methods."""
import requests


class Client:
    def __init__(self, url, database, login):
        self.url, self.session = url, requests.Session()
        self._post("/web/session/authenticate", {"db": database, "login": login, "password": login})

    def _post(self, path, params):
        answer = self.session.post(self.url + path, json={"params": params}, timeout=120).json()
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["message"])
        return answer["result"]

    def call(self, model, method, *arguments, **keywords):
        """Call a method; a refusal is raised as RuntimeError with its sentence."""
        params = {"model": model, "method": method, "args": arguments, "kwargs": keywords}
        return self._post(f"/web/dataset/call_kw/{model}/{method}", params)
