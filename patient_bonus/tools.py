from odoo.tools.misc import clean_context


def without_callers_defaults(records):
    """``records`` in a context without any default: what a caller of ours sends along must not add to what is made."""
    # Replaced and not extended: keys are to disappear.
    return records.with_context(clean_context(records.env.context))  # pylint: disable=context-overridden
