"""What the web client asks for when a list or a form is opened, with patient_category and without.

The specifications of the fields are those of the real views, made as the web client makes them.
"""
import ast
from contextlib import suppress
from functools import partial

from lxml import etree

from bench.confirm import quotations
from bench.measure import Way, alternate

FEW, MANY = 1, 80
MORE_ROUNDS_OF_FEW = 4  # they take a tenth of the time, and the same disturbances are more of it
ALWAYS = ("1", "True")


def run(report, plain, category, *, rounds):
    for what, (views, ask) in _screens(plain, category).items():
        more = {}
        for count in (FEW, MANY):
            records = "one record" if count == 1 else f"{count} records"
            times = rounds * MORE_ROUNDS_OF_FEW if count == FEW else rounds
            more[count] = _compare(report, f"{what}, {records}", times, views, partial(ask, count=count))
        report.figure(f"{what}, {MANY} records: queries more than Odoo's", more[MANY], at_most=max(more[FEW], 0))


def _screens(plain, category):
    """{what: ({clinic: (model, view)}, what is asked for `count` records)}"""
    patients = {
        plain: ("res.partner", "base.view_partner_tree"),
        category: ("res.partner", "patient_category.patient_view_list"),
    }
    lists = dict.fromkeys((plain, category), ("sale.order", "sale.view_quotation_tree_with_onboarding"))
    forms = dict.fromkeys((plain, category), ("sale.order", "sale.view_order_form"))
    return {
        "patients' list": (patients, _read_patients),
        "quotations' list": (lists, _read_list),
        "order's form": (forms, _reader_of_forms(plain, category, prepaid=False)),
        "order's form of a patient who prepays": (forms, _reader_of_forms(plain, category, prepaid=True)),
    }


def _read_patients(clinic, model, fields, count):
    domain = [("patient_category_id", "!=", False)] if clinic.has_categories else [("customer_rank", ">", 0)]
    model.web_search_read(domain, fields, limit=count, count_limit=10001)


def _read_list(_clinic, model, fields, count):
    model.web_search_read([], fields, limit=count, count_limit=10001)


def _reader_of_forms(plain, category, prepaid):
    orders = {clinic: quotations(clinic, MANY, prepaid) for clinic in (plain, category)}
    return lambda clinic, model, fields, count: model.browse(orders[clinic][:count]).web_read(fields)


def _compare(report, what, rounds, views, ask):
    """:param views: {clinic: (model, view)}"""
    ways = []
    for clinic, (model, view) in views.items():
        fields = _fields_of(clinic, model, view)
        name = "with patient_category" if clinic.has_categories else "Odoo alone"
        ways.append(Way(name, partial(_asked, clinic, ask, model, fields)))
    alternate(rounds, *ways)
    report.compare(what, ways[1], ways[0], at_most=1.10)
    return ways[1].queries - ways[0].queries


def _asked(clinic, ask, model, fields):
    return clinic.measured(lambda env: ask(clinic, env[model], fields), clinic.desk)


def _fields_of(clinic, model, view):
    with clinic.request(clinic.desk) as env:
        kind = env.ref(view).sudo().type  # sudo: views are not for users to read
        views = env[model].get_views([(env.ref(view).id, kind)])
        return specification(env, model, etree.fromstring(views["views"][kind]["arch"]))


def specification(env, model, arch):
    """What the web client asks of `model` for a view, as `web_read` takes it."""
    fields = env[model]._fields
    depth = len(arch.xpath("ancestor-or-self::*[self::field]"))
    wanted = {}
    for node in arch.xpath(f".//field[count(ancestor::field) = {depth}]"):
        field = fields.get(node.get("name"))
        if field is None:
            continue
        invisible = node.get("invisible") in ALWAYS or node.get("column_invisible") in ALWAYS
        wanted[field.name] = {}
        if field.type in ("many2one", "reference"):
            wanted[field.name] = {"fields": {}} if invisible else {"fields": {"display_name": {}}, **_context_of(node)}
        elif field.type in ("one2many", "many2many") and not invisible:
            wanted[field.name] = {**_of_many(env, field, node), **_context_of(node)}
    return wanted


def _context_of(node):
    """The context that a view gives to a field, as far as it asks for no value of the record."""
    known = {}
    context = ast.parse(node.get("context") or "{}", mode="eval").body
    for key, value in zip(context.keys, context.values, strict=True):
        with suppress(ValueError):  # of the record or of the user: only the web client knows it
            known[ast.literal_eval(key)] = ast.literal_eval(value)
    return {"context": known} if known else {}


def _of_many(env, field, node):
    if node.get("widget", "").startswith("many2many_tags"):
        return {"fields": {"display_name": {}, **({"color": {}} if "color" in env[field.comodel_name] else {})}}
    inline = node.xpath("./list | ./kanban")
    if inline:
        return {"fields": specification(env, field.comodel_name, inline[0]), "limit": 40}
    if node.get("widget"):
        return {"fields": {"display_name": {}}}
    arch = env[field.comodel_name].get_views([(None, "list")])["views"]["list"]["arch"]
    return {"fields": specification(env, field.comodel_name, etree.fromstring(arch)), "limit": 40}
