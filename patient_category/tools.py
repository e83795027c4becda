def context_without_defaults(context, names):
    """The context without defaults for the fields ``names``: a caller must not write them that way."""
    return {key: value for key, value in context.items() if key.removeprefix("default_") not in names}
