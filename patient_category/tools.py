def without_defaults(records, names):
    """``records`` in a context without defaults for the fields ``names``: a caller must not write them that way."""
    context = {key: value for key, value in records.env.context.items() if key.removeprefix("default_") not in names}
    # Replaced and not extended: keys are to disappear.
    return records.with_context(context)  # pylint: disable=context-overridden
