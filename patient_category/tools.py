def without_defaults(records, names):
    """``records`` in a context without defaults for the fields ``names``: a caller must not write them that way."""
    context = {key: value for key, value in records.env.context.items() if key.removeprefix("default_") not in names}
    # Replaced and not extended: keys are to disappear.
    return records.with_context(context)  # pylint: disable=context-overridden


def to_tell_of(record, related):
    """``related`` records of ``record``; of one that is only being edited in a form, those that the user may read.

    For computed fields: Odoo computes them as the superuser, and who enters any id in a form would be told of it.
    """
    return related if record.id else related._origin.sudo(False)._filtered_access("read").sudo()
