"""The dispatcher of texts in real processes: killed at each step, and two at once, against a real gateway."""
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

# Where a dispatcher is killed: {name: (code that runs in its process, texts that the gateway has by then)}
STEPS = {
    "before the claim is committed": (
        "claim = Message._claim\nMessage._claim = lambda *args: (claim(*args), env.flush_all(), die())\n", 0),
    "after the claim": ("Message._send = die\n", 0),
    "in the middle of a batch": (
        "from odoo.addons.sms_survey.providers.http import HttpProvider\nread, count = HttpProvider._read_answer, []\n"
        "def read_two(*args):\n    count.append(1)\n    return die() if len(count) > 2 else read(*args)\n"
        "HttpProvider._read_answer = read_two\n", 3),
    "before the results are written": ("Message._book = die\n", 4),
    "before the results are committed": (
        "book = Message._book\nMessage._book = lambda *args: (book(*args), env.flush_all(), die())\n", 4),
    "after the results are committed": (
        "run = Message._in_own_transaction\n"
        "Message._in_own_transaction = lambda self, step, *args: "
        "(run(self, step, *args), step.__name__ == '_book' and die())[0]\n", 4),
}
TEXTS = 4  # of each gateway; of two companies
SET_UP = """
import json
company = env.ref("base.main_company")
other = env["res.company"].create({"name": "Other clinic"})
gateways = {}
for path, count in json.loads(%r):
    gateway = env["sms.survey.gateway"].create({
        "name": path, "provider": "http", "url": "%s/" + path, "http_accepted": "OK", "sender": "+32470000001",
        "http_headers": "Content-Type: application/json",
        "http_body": '{"id": "{id}", "report": "{report_url}", "to": "{to}", "text": "{text}"}',
    })
    gateways[path] = gateway.id
    env["sms.survey.message"].create([
        {"gateway_id": gateway.id, "company_id": (company if i %% 2 else other).id, "kind": "help",
         "phone": "+3247%%07d" %% i, "body": "text"}
        for i in range(count)
    ])
env["ir.config_parameter"].set_param("web.base.url", "http://unused.example.com")
env.cr.commit()
print("IDS", json.dumps(gateways))
"""
DISPATCH = """
Message = type(env["sms.survey.message"])
{injected}
env["sms.survey.message"]._cron_dispatch()
env.cr.commit()
"""


VICTIM = """
import os, signal
die = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
Message = type(env["sms.survey.message"])
{injected}
env["sms.survey.message"]._dispatch_batch(env["sms.survey.gateway"].browse({gateway_id}))
"""


class _Gateway(BaseHTTPRequestHandler):
    """Takes every text, and remembers under which path and in which order."""

    def do_POST(self):
        text = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        path = self.path.strip("/")
        self.server.taken.append((path, text["id"]))
        if self.server.before_answering:
            self.server.before_answering(path, text)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"OK")

    def log_message(self, *_args):
        pass


@contextmanager
def _gateway():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Gateway)
    server.taken, server.before_answering = [], None
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _set_up(odoo_shell, name, url, texts):
    output = odoo_shell(name, SET_UP % (json.dumps(texts), url))
    return json.loads(output.split("IDS ")[1].splitlines()[0])


def _states(odoo_sql, name, gateway_id):
    statement = f"SELECT state FROM sms_survey_message WHERE gateway_id = {gateway_id} ORDER BY id"
    return odoo_sql(name, statement)


def test_killed_at_any_step_no_text_is_sent_twice(odoo_database, odoo_command, odoo_shell, odoo_sql):
    """What a crash leaves behind is sent once, or nobody knows; it is never sent again."""
    name = odoo_database("sms_survey")
    with _gateway() as (server, url):
        gateways = _set_up(odoo_shell, name, url, [[str(n), TEXTS] for n in range(len(STEPS))])
        for number, (step, (code, taken)) in enumerate(STEPS.items()):
            odoo_command(name, "shell", "--no-http", "--log-level=error", check=False,
                         input=VICTIM.format(injected=code, gateway_id=gateways[str(number)]))
            assert len([path for path, _id in server.taken if path == str(number)]) == taken, step
        before = len(server.taken)
        odoo_shell(name, DISPATCH.format(injected=""))
        assert len(server.taken) == before + TEXTS, "only what was never claimed is sent at once"
        odoo_sql(name, "UPDATE sms_survey_message SET claimed_at = claimed_at - interval '1 hour'")
        odoo_shell(name, DISPATCH.format(injected=""))
        assert len(server.taken) == before + TEXTS, "never again"
        assert len({uuid for _path, uuid in server.taken}) == len(server.taken), "each text once"
        expected = ["sent", "unknown", "unknown", "unknown", "unknown", "sent"]
        for number, state in enumerate(expected):
            assert _states(odoo_sql, name, gateways[str(number)]) == [state] * TEXTS, list(STEPS)[number]


def test_two_servers_send_each_text_once(odoo_database, odoo_shell, odoo_sql):
    """Two servers and two companies at once; both send, no text goes out twice, none is left."""
    name = odoo_database("sms_survey")
    with _gateway() as (server, url), ThreadPoolExecutor(2) as pool:
        server.before_answering = lambda _path, _text: time.sleep(0.02)
        gateways = _set_up(odoo_shell, name, url, [["one", 400], ["two", 100]])
        count = ("send, batches = Message._send, []\n"
                 "Message._send = lambda self, gateway, texts, slot: (batches.append(len(texts)), "
                 "send(self, gateway, texts, slot))[1]\n")
        # Both begin when both are there.
        meet = ("env.cr.execute('INSERT INTO met VALUES (1)')\nenv.cr.commit()\nimport time\nfor _each in range(600):\n"
                "    env.cr.execute('SELECT count(*) FROM met'); met = env.cr.fetchone()[0]; env.cr.rollback()\n"
                "    if met > 1:\n        break\n    time.sleep(0.1)\n")
        odoo_sql(name, "CREATE TABLE met (who int)")
        code = DISPATCH.format(injected=count + meet) + "print('BATCHES', sum(batches))\n"
        outputs = list(pool.map(lambda _each: odoo_shell(name, code), range(2)))
        shares = [int(output.split("BATCHES ")[1].split()[0]) for output in outputs]
        assert sum(shares) == 500 and min(shares) > 0, shares
        assert len(server.taken) == len({uuid for _path, uuid in server.taken}) == 500
        for gateway_id in gateways.values():
            assert set(_states(odoo_sql, name, gateway_id)) == {"sent"}


def test_reports_come_while_the_batch_is_still_being_sent(odoo_database, odoo_server, odoo_shell, odoo_sql):
    """Odoo's own queue was seen to deadlock here, and to send twice."""
    name = odoo_database("sms_survey")
    with _gateway() as (server, url), odoo_server(name) as odoo_url:
        [gateway_id] = _set_up(odoo_shell, name, url, [["dlr", 20]]).values()

        def report(_path, text):
            path = text["report"].split("example.com")[1]
            answer = requests.post(odoo_url + path, data={"id": text["id"], "status": "DELIVRD"}, timeout=30)
            assert (answer.status_code, answer.content) == (200, b"")

        server.before_answering = report
        read = "env['sms.survey.gateway.event']._cron_process()\nenv.cr.commit()\n"
        with ThreadPoolExecutor(2) as pool:
            reader = pool.submit(odoo_shell, name, f"import time\nfor _each in range(20):\n    {read.splitlines()[0]}\n"
                                                   "    env.cr.commit(); time.sleep(0.2)\n")
            pool.submit(odoo_shell, name, DISPATCH.format(injected="")).result()
            reader.result()
        # A report that came before its text was booked is looked at again a little later.
        odoo_sql(name, "UPDATE sms_survey_gateway_event SET write_date = write_date - interval '2 minutes'")
        odoo_shell(name, read)
        assert _states(odoo_sql, name, gateway_id) == ["delivered"] * 20
        assert len(server.taken) == 20
