from odoo.tools import SQL, sql

SEEDED_RATES = {
    "patient_category.category_ordinary": 5.0,
    "patient_category.category_vip": 10.0,
    "patient_category.category_problem": 0.0,
    "patient_category.category_employees": 0.0,
}


def pre_init_hook(env):
    """Fill the new stored columns of core's history in one statement.

    Otherwise the ORM computes them for every old movement of every gift card, one by one.
    """
    for name in ("company_id", "program_id"):
        if not sql.column_exists(env.cr, "loyalty_history", name):
            sql.create_column(env.cr, "loyalty_history", name, "int4")
    env.cr.execute(
        SQL(
            """
            UPDATE loyalty_history history
               SET company_id = card.company_id, program_id = card.program_id
              FROM loyalty_card card
             WHERE card.id = history.card_id
            """
        )
    )


def post_init_hook(env):
    _seed_rates(env)
    _count_orders_with_card(env)


def _seed_rates(env):
    """Seed the rates of the seeded categories; a clinic may have deleted some of them."""
    program = env.ref("patient_bonus.program_bonus")
    rates = []
    for xml_id, rate in SEEDED_RATES.items():
        category = env.ref(xml_id, raise_if_not_found=False)
        if category and category not in program.bonus_rate_ids.category_id:
            rates.append({"program_id": program.id, "category_id": category.id, "rate": rate})
    env["patient.bonus.rate"].create(rates)


def _count_orders_with_card(env):
    """Let PostgreSQL know that no order has a card yet.

    It looks at a new column by itself only after a tenth of the orders changed, months later. Until
    then it takes every order for one with a card, and reads all of them where the index names a few.
    """
    env.cr.execute(SQL("ANALYZE sale_order (bonus_card_id)"))


def uninstall_hook(env):
    """Archive the bonus programs, or Odoo's own rule would start to accrue on them."""
    env["loyalty.program"].search([("is_patient_bonus", "=", True)]).active = False
