"""A label about a person is for the people whose work it is: what everybody else gets to see, asked from outside.

Words are planted in a category's name and guidance, in reasons and in incidents. Users who may not know them
then ask a real server all they can: every model, every field, the chatter, the portal, mails and documents.
The same questions of the receptionist find the words, each in its way: the questions are the right ones.
"""
import io
import re
from types import SimpleNamespace

import pytest
import requests
from pypdf import PdfReader

from dev.testing import fresh_database

from .rpc import Client

# The one is planted, the other asked for: a server that repeats the question has not answered it.
SECRET, ASKED, NONSENSE = "zqxsecret", "qxsecre", "qxnobodyknows"

PREPARE = """
import datetime
from odoo import Command
SECRET = "zqxsecret"
env["account.chart.template"].try_loading("generic_coa", env.company, install_demo=False)
env["ir.config_parameter"].set_param("report.url", "{url}")

def user(login, *groups):
    return env["res.users"].with_context(no_reset_password=True).create({{
        "name": login.capitalize(), "login": login, "password": login, "email": login + "@example.com",
        "group_ids": [Command.set([env.ref(group).id for group in groups])],
    }})

reception = user("reception", "patient_category.group_user", "base.group_allow_export")
manager = user("manager", "patient_category.group_manager", "patient_category.group_exceptions")
user("seller", "sales_team.group_sale_manager", "base.group_allow_export")
user("warehouse", "stock.group_stock_manager", "base.group_allow_export")
user("books", "account.group_account_manager", "base.group_allow_export")
personnel = user("personnel", "hr.group_hr_manager", "base.group_allow_export")
portal = user("visitor", "base.group_portal")
patient = portal.partner_id

label, before = env["patient.category"].create([
    {{"name": "Label " + SECRET, "guidance": "<p>Guidance " + SECRET + "</p>", "attention": "caution",
     "prepayment_required": True, "prepayment_percent": 50, "reason_required": True}},
    {{"name": "Before " + SECRET}},
])
prices = env["product.pricelist"].create({{"name": "Special prices"}})
label.pricelist_id = prices
patient.with_user(reception).patient_category_id = before
env.cr.commit()
patient.with_user(manager).write({{"patient_category_id": label.id, "patient_category_reason": "Reason " + SECRET}})
env.cr.commit()
incident_type = env["patient.incident.type"].create({{
    "name": "Type " + SECRET, "cause": "payment", "steps": [Command.create({{"text": "Step " + SECRET}})],
}})
service = env["product.product"].create({{
    "name": "Treatment", "type": "service", "list_price": 120, "taxes_id": False, "invoice_policy": "order",
}})
goods = env["product.product"].create({{"name": "Drug", "type": "consu", "list_price": 10, "taxes_id": False}})
employee = env["hr.employee"].create({{"name": "Nora", "user_id": reception.id}})
env["hr.employee"].create({{"name": "A patient too", "patient_partner_id": patient.id}})

def order(**values):
    return env["sale.order"].with_user(reception).create({{
        "partner_id": patient.id, "attending_employee_id": employee.id, **values,
        "order_line": [
            Command.create({{"product_id": service.id}}), Command.create({{"product_id": goods.id}}),
        ],
    }})

offered = order(require_signature=True)
offered.action_quotation_sent()
visit = order()
env.cr.commit()
incident = env["patient.incident"].with_user(reception).create({{
    "partner_id": patient.id, "type_id": incident_type.id, "order_id": visit.id, "employee_id": employee.id,
    "description": "Facts " + SECRET,
}})
env.cr.commit()
incident.message_post(body="Talk " + SECRET)
incident.activity_schedule("mail.mail_activity_data_todo", summary="Call " + SECRET, user_id=manager.id)
incident.write({{
    "resolution": "Done " + SECRET, "outcome": "agreed", "state": "resolved",
    "proposed_category_id": before.id, "proposal_reason": "Why " + SECRET,
}})
env.cr.commit()
incident.with_user(manager).action_accept_proposal()
patient.with_user(manager).write({{"patient_category_id": label.id, "patient_category_reason": "Again " + SECRET}})
# Money: a receipt, a confirmed and served visit, an invoice and a credit note.
cashier_wizard = env["patient.prepayment.register"].with_user(manager).with_context(default_order_id=visit.id)
cashier_wizard.create({{"order_id": visit.id, "amount": 65}}).action_register()
env.cr.commit()
visit.order_line[0].price_unit = 150
visit.with_user(manager)._release("business", "Will be paid on Friday", 500)
visit.action_served()
invoice = visit.sudo()._create_invoices(final=True)
invoice.action_post()
note = invoice._reverse_moves([{{"invoice_date": datetime.date.today()}}])
note.action_post()
env.cr.commit()
# A favourite, a log line and what the accountant and the personnel office do with the patient.
env["ir.filters"].create({{
    "name": "Label", "model_id": "res.partner", "user_ids": [Command.set(reception.ids)],
    "domain": "[('patient_category_id.name', '=', '" + label.name + "')]",
}})
patient.message_subscribe(reception.partner_id.ids)
for records, template in (
    (offered, "sale.email_template_edi_sale"), (visit, "sale.mail_template_sale_confirmation"),
    (invoice, "account.email_template_edi_invoice"), (note, "account.email_template_edi_credit_note"),
):
    env.ref(template).send_mail(records.id)
    records.message_post(
        body="Your documents", partner_ids=patient.ids, subtype_xmlid="mail.mt_comment", message_type="comment",
    )
env.cr.commit()
payment = visit.sudo().prepayment_allocation_ids.payment_id
receipt, _type = env["ir.actions.report"]._render_qweb_pdf("{receipt}", payment.ids)
print("RECEIPT", receipt.hex())
print("IDS", patient.id, offered.id, visit.id, invoice.id, note.id, incident.id)
print("TOKENS", *(record._portal_ensure_token() for record in (offered, visit, invoice, note)))
env.cr.commit()
"""

MAILS = """
patient = env["res.users"].search([("login", "=", "visitor")]).partner_id
mails = env["mail.mail"].search([]).filtered(
    lambda mail: patient in mail.recipient_ids or "visitor@example.com" in (mail.email_to or "")
)
print("MAILS", len(mails))
for mail in mails:
    print("MAIL", mail.subject, mail.body_html, mail.headers)
    for attachment in mail.attachment_ids:
        print("FILE", attachment.name, attachment.raw.hex())
# What the documents are made from: the letters of a PDF may be drawings, which nobody can search.
for report, records in (
    ("sale.report_saleorder", env["sale.order"].search([("partner_id", "=", patient.id)])),
    ("account.report_invoice_with_payments", env["account.move"].search([("move_type", "like", "out_")])),
    ("patient_category.report_prepayment_receipt", env["patient.prepayment.allocation"].search([]).payment_id),
):
    for record in records:
        print("DOCUMENT", env["ir.actions.report"]._render_qweb_html(report, record.ids)[0].decode())
"""

FIELDS = """
for name, model in env.registry.items():
    if model._abstract or model._transient:
        continue
    print("MODEL", name)
    if not name.startswith("patient."):
        for field in model._fields.values():
            if "patient_category" in field._modules:
                print("FIELD", name, field.name)
"""
# Fields of ours on Odoo's models that say nothing about a person; the margins are Odoo's own, which all staff see and
# which ours keep from the portal only.
HARMLESS = {
    "email_normalized",
    "margin",
    "margin_percent",
    "patient_category_is_missing",
    "patient_origin_line_id",
    "phone_sanitized",
    "prepayment_asks_on_cancel",
    "prepayment_can_register",
}
# Who works here as which patient is the personnel office's own business; as what kind of patient is not.
PERSONNEL = {"patient_employee_ids", "patient_partner_id"}
CURIOUS = ("visitor", "seller", "warehouse", "books", "personnel")


class Curious(Client):
    """Somebody who asks a question and looks at all that comes back, refusals too."""

    def __init__(self, url, database, login):
        self.found = {}  # {what was asked: the beginning of what it told}
        self.asked = "login"
        super().__init__(url, database, login)

    def _post(self, path, params):
        answer = self.session.post(self.url + path, json={"params": params}, timeout=120)
        self.look(answer.text)
        try:
            answer = answer.json()
        except requests.JSONDecodeError as error:  # a page with an error
            raise RuntimeError(answer.status_code) from error
        if "error" in answer:
            raise RuntimeError(answer["error"]["data"]["message"])
        return answer["result"]

    def look(self, text):
        if SECRET in text:
            place = text.index(SECRET)
            self.found.setdefault(self.asked, text[max(0, place - 60):place + 60])

    def ask(self, what, model, method, *arguments, **keywords):
        """The answer; None where it was refused."""
        self.asked = what
        try:
            return self.call(model, method, *arguments, **keywords)
        except RuntimeError:
            return None

    def get(self, path):
        self.asked = f"page {path.split('?')[0]}"
        answer = self.session.get(self.url + path, timeout=120)
        self.page = _text_of(answer.content)
        self.look(self.page)
        return answer.status_code


def _text_of(content):
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode(errors="replace")


@pytest.fixture(scope="module")
def clinic(odoo, odoo_server, odoo_shell):
    with fresh_database(odoo, "patient_category", "stock") as name, odoo_server(name) as url:
        output = odoo_shell(name, PREPARE.format(url=url, receipt="patient_category.report_prepayment_receipt"))
        ids = re.search(r"IDS ([\d ]+)", output)
        assert ids, output
        patient, offered, visit, invoice, note, incident = map(int, ids[1].split())
        known = odoo_shell(name, FIELDS)
        yield SimpleNamespace(
            name=name, url=url, shell=lambda code: odoo_shell(name, code),
            receipt=bytes.fromhex(re.search(r"RECEIPT (\w+)", output)[1]),
            tokens=re.search(r"TOKENS (.+)", output)[1].split(),
            records=[
                ("res.partner", patient), ("sale.order", offered), ("sale.order", visit), ("account.move", invoice),
                ("account.move", note), ("patient.incident", incident),
            ],
            models=re.findall(r"MODEL (\S+)", known),
            hidden=[pair for pair in re.findall(r"FIELD (\S+) (\S+)", known) if pair[1] not in HARMLESS],
        )


def crawl(clinic, login):
    """Ask all there is to ask as one user: {what was asked: what it told}."""
    person = Curious(clinic.url, clinic.name, login)
    person.readable = [model for model in clinic.models if _read_all(person, model)]
    for model, field in clinic.hidden:
        if login == "personnel" and field in PERSONNEL:
            continue
        _ask_for_hidden_field(person, model, field)
    for model, path in _ways_round(person):
        _ask_by_path(person, model, path)
    for model, record_id in clinic.records:
        person.asked = f"chatter {model}"
        for route in ("/mail/thread/messages", "/mail/thread/data", "/mail/chatter_fetch"):
            params = {"thread_model": model, "thread_id": record_id}
            if route == "/mail/thread/data":
                params["request_list"] = ["activities", "followers", "attachments", "suggestedRecipients"]
            try:
                person._post(route, params)
            except RuntimeError:
                continue
    for route, params in (
        ("/mail/data", {"fetch_params": ["init_messaging", "systray_get_activities"]}),
        ("/mail/inbox/messages", {}), ("/mail/history/messages", {}), ("/mail/starred/messages", {}),
        ("/web/action/load", {"action_id": "sale.action_orders"}),
    ):
        person.asked = f"route {route}"
        try:
            person._post(route, params)
        except RuntimeError:
            continue
    return person


def _read_all(person, model):
    """Read, find and name what is in a model; whether anything of it could be read."""
    ids = person.ask(f"search {model}", model, "search", [], limit=40, order="id desc")
    if not ids:
        return False
    fields = person.ask(f"fields {model}", model, "fields_get", attributes=["type", "searchable", "string", "help"])
    _read(person, model, ids, sorted(fields or ()))
    texts = [
        name for name, field in (fields or {}).items()
        if field["type"] in ("char", "text", "html", "many2one") and field.get("searchable")
    ]
    for name in texts if _finds(person, model, texts) else ():
        # Not read, but found: so the word can be guessed, letter by letter.
        if _finds(person, model, [name]):
            person.found[f"find {model}"] = name
    if person.ask(f"name {model}", model, "name_search", ASKED) and not person.ask(
        f"name {model}", model, "name_search", NONSENSE
    ):
        person.found[f"name {model}"] = "name_search"
    return True


def _finds(person, model, names):
    """Whether the word is found in one of these fields; None counts as found, for each is to be asked alone then.

    Models without a name find everything by every name.
    """
    def count(word):
        terms = [[name, "ilike", word] for name in names]
        return person.ask(f"find {model}", model, "search_count", ["|"] * (len(terms) - 1) + terms)

    found = count(ASKED) if names else 0
    if found is None:
        return len(names) > 1
    return found and found != count(NONSENSE)


def _read(person, model, ids, names):
    """Read fields; field by field where one of them is refused."""
    if person.ask(f"read {model}", model, "read", ids, names) is None and len(names) > 1:
        for name in names:
            person.ask(f"read {model}", model, "read", ids, [name])


def _ask_for_hidden_field(person, model, field):
    """A field that cannot be read must not be searched, grouped by, sorted by or exported either."""
    asked = f"hidden {model}.{field}"
    ids = person.ask(asked, model, "search", [], limit=20, order="id desc") or [1]
    answers = {
        "search": person.ask(asked, model, "search_count", [[field, "!=", False]]),
        "sort": person.ask(asked, model, "search", [], order=f"{field} desc", limit=1),
        "group": person.ask(asked, model, "formatted_read_group", [], [field], ["__count"]),
        "sum": person.ask(asked, model, "formatted_read_group", [], [], [f"{field}:count_distinct"]),
        "having": person.ask(
            asked, model, "formatted_read_group", [], ["id"], ["__count"], having=[[f"{field}:count", ">", 0]]
        ),
        "read": person.ask(asked, model, "read", ids, [field]),
        "view": person.ask(asked, model, "web_search_read", [], {field: {}}, limit=20),
        "export": person.ask(asked, model, "export_data", ids, [field]),
    }
    for way, answer in answers.items():
        if answer:
            person.found[f"{way} {model}.{field}"] = str(answer)[:80]


def _ways_round(person):
    """Ways to the patient's label from models that this user may read."""
    ways = {
        "res.partner": "patient_category_id",
        "sale.order": "patient_category_id",
        "account.move": "patient_category_id",
        "account.move.line": "posted_cost",
    }
    for model in person.readable:
        links = person.ask(f"fields {model}", model, "fields_get", attributes=["relation", "searchable"]) or {}
        # One link to each of them: the field at its end asks for the same rights, whatever leads to it.
        linked = {link.get("relation"): name for name, link in links.items() if link.get("searchable")}
        for relation in linked.keys() & ways.keys():
            yield model, f"{linked[relation]}.{ways[relation]}"


def _ask_by_path(person, model, path):
    answers = {
        "path": person.ask(f"path {model}", model, "search_count", [[path, "!=", False]]),
        "any": person.ask(f"any {model}", model, "search_count", [[path.split(".")[0], "any", [
            [path.split(".", 1)[1], "!=", False]]]]),
        "path group": person.ask(f"path group {model}", model, "formatted_read_group", [], [path], ["__count"]),
        "path export": person.ask(
            f"path export {model}", model, "export_data",
            person.ask(f"path export {model}", model, "search", [], limit=5) or [1], [path.replace(".", "/")],
        ),
    }
    rows = (answers["path export"] or {}).get("datas") or ()
    answers["path export"] = [row for row in rows if any(row)]
    for way, answer in answers.items():
        if answer:
            person.found[f"{way} {model}.{path}"] = str(answer)[:80]


def test_the_receptionist_finds_the_words(clinic):
    """Were the questions wrong, nobody would ever find anything."""
    found = crawl(clinic, "reception").found
    for way in (
        "read res.partner", "read patient.incident", "read patient.category", "read patient.category.history",
        "find res.partner", "find patient.category", "name patient.category", "group res.partner.patient_category_id",
        "search sale.order.patient_category_id", "export res.partner.patient_category_reason",
        "sort res.partner.patient_category_id", "view res.partner.patient_category_guidance",
        "path sale.order.", "any sale.order.", "path export sale.order.", "path group sale.order.",
        "chatter res.partner", "chatter patient.incident", "read mail.activity", "read ir.filters",
    ):
        assert any(place.startswith(way) for place in found), (way, sorted(found))


@pytest.mark.parametrize("login", CURIOUS)
def test_nobody_else_finds_anything(clinic, login):
    person = crawl(clinic, login)
    assert not person.found
    expected = {
        "visitor": {"res.partner", "sale.order", "account.move", "mail.message"},
        "seller": {"res.partner", "sale.order", "account.move", "sale.report", "mail.message", "hr.employee.public"},
        "warehouse": {"res.partner", "stock.picking", "product.product", "mail.message"},
        "books": {"res.partner", "account.move.line", "account.invoice.report", "account.payment"},
        "personnel": {"res.partner", "hr.employee", "hr.version", "mail.message"},
    }[login]
    assert expected <= set(person.readable), expected - set(person.readable)


def test_pages_and_documents_say_nothing(clinic):
    """The patient at home, logged in or behind the link of his mail, and whoever has no link."""
    (offered, visit), (invoice, note) = (
        [record_id for model, record_id in clinic.records if model == name] for name in ("sale.order", "account.move")
    )
    paths = ["/my/home", "/my/account", "/my/orders", "/my/quotes", "/my/invoices"]
    documents = [
        (f"/my/orders/{offered}", clinic.tokens[0]), (f"/my/orders/{visit}", clinic.tokens[1]),
        (f"/my/invoices/{invoice}", clinic.tokens[2]), (f"/my/invoices/{note}", clinic.tokens[3]),
    ]
    patient = Curious(clinic.url, clinic.name, "visitor")
    public = Curious.__new__(Curious)
    public.url, public.session, public.found = clinic.url, requests.Session(), {}
    for path in paths:
        assert patient.get(path) == 200, path
        public.get(path)
    for person, link in ((patient, "report_type="), (public, "access_token={token}&report_type=")):
        for path, token in documents:
            for kind in ("", "html", "text", "pdf"):
                assert person.get(f"{path}?{link.format(token=token)}{kind}") == 200, (path, kind)
                assert kind != "html" or "Treatment" in person.page, path
    for model, record_id in clinic.records:
        for person in (patient, public):
            person.asked = f"public chatter {model}"
            answer = person.session.post(
                f"{clinic.url}/mail/chatter_fetch",
                json={"params": {"thread_model": model, "thread_id": record_id, "token": clinic.tokens[0]}}, timeout=60,
            )
            person.look(answer.text)
    for path in ("/web/dataset/call_kw/res.partner/read", "/json/2/res.partner/search_read"):
        public.asked = path
        params = {"model": "res.partner", "method": "read", "args": [[1], ["patient_category_id"]], "kwargs": {}}
        public.look(public.session.post(clinic.url + path, json={"params": params}, timeout=60).text)
    assert not patient.found
    assert not public.found
    assert SECRET not in _text_of(clinic.receipt)


def test_mails_to_the_patient_say_nothing(clinic):
    output = clinic.shell(MAILS)
    assert int(re.search(r"MAILS (\d+)", output)[1]) >= 8, output[:2000]
    assert SECRET not in output
    documents = output.split("DOCUMENT ")[1:]
    assert len(documents) == 5, "two orders, invoice and credit note, receipt"
    for document in documents:
        assert "Visitor" in document, document[:3000]
    files = re.findall(r"FILE (.+?) ([0-9a-f]+)$", output, re.MULTILINE)
    assert len(files) == 2, "the quotation and the confirmed order"
    for name, content in files:
        assert SECRET not in _text_of(bytes.fromhex(content)), name
