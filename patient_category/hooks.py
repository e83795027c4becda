from odoo.tools import sql


def pre_init_hook(env):
    """Create the stored columns of the large tables before the ORM does.

    A stored computed or related field that finds its column missing is computed
    for every old row at installation. Nothing is known of the past, so the empty
    column (or the constant default) is already the right answer for all of them.
    """
    columns = {
        "account_move_line": {
            "attending_employee_id": "int4",
            "patient_category_id": "int4",
            "patient_id": "int4",
            "patient_origin_line_id": "int4",
            "posted_cost": "numeric",
            "posted_cost_origin": "varchar",
        },
        "sale_order": {
            "attending_employee_id": "int4",
            "patient_category_id": "int4",
            "prepayment_missing_amount": "numeric",
            "prepayment_paid_amount": "numeric",
            "prepayment_required_amount": "numeric",
            "prepayment_revision": "int4",
            "prepayment_set_aside_amount": "numeric",
            "prepayment_state": "varchar DEFAULT 'not_required'",
        },
    }
    for table, definitions in columns.items():
        for name, column_type in definitions.items():
            if not sql.column_exists(env.cr, table, name):
                sql.create_column(env.cr, table, name, column_type)


def uninstall_hook(env):
    """Take the reviews from the managers' lists: the contacts stay, what is asked about them does not."""
    review = env.ref("patient_category.activity_type_review", raise_if_not_found=False)
    if review:
        env["mail.activity"].with_context(active_test=False).search([("activity_type_id", "=", review.id)]).unlink()


def post_init_hook(env):
    """Add up the invoices that are there already, for the profitability report, in one statement."""
    env["patient.category.summary"]._rebuild()
