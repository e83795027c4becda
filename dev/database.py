"""Databases and their filestores. A database's comment remembers, inside the server and so never out of
step with it, what was done to the database."""
import json
import shutil
import subprocess

from .folder import copy_linked
from .messages import Problem


def sql(environment, statement, name="postgres"):
    """The lines that `statement` answers in database `name`, as text."""
    answer = subprocess.run(["psql", "-wXAtqv", "ON_ERROR_STOP=1", "-d", name], input=statement, env=environment,
                            capture_output=True, text=True, check=False)
    if answer.returncode:
        if "No space left on device" in answer.stderr:
            raise Problem("The disk is full: free some space, then start again.")
        raise Problem(f"PostgreSQL refused ({answer.stderr.strip()}): {statement[:80]}")
    return answer.stdout.splitlines()


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def exists(environment, name):
    return bool(sql(environment, f"SELECT 1 FROM pg_database WHERE datname = {literal(name)}"))


def names(environment, prefix):
    return sql(environment, f"SELECT datname FROM pg_database WHERE starts_with(datname, {literal(prefix)}) ORDER BY 1")


def create(environment, name):
    """An empty database as Odoo would create it."""
    sql(environment, f"""CREATE DATABASE "{name}" ENCODING 'unicode' LC_COLLATE 'C' TEMPLATE template0""")
    sql(environment, "CREATE EXTENSION IF NOT EXISTS pg_trgm; GRANT CREATE ON SCHEMA public TO PUBLIC", name)


def copy(environment, source, target):
    sql(environment, f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def drop(environment, name):
    sql(environment, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def rename(environment, old, new):
    sql(environment, f'ALTER DATABASE "{old}" RENAME TO "{new}"')


def remember(environment, name, facts):
    sql(environment, f'COMMENT ON DATABASE "{name}" IS {literal(json.dumps(facts))}')


def remembered(environment, name):
    """What `remember` was last given for this database, or {}."""
    comment = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = "
    lines = sql(environment, comment + literal(name))
    try:
        facts = json.loads("\n".join(lines) or "{}")
    except ValueError:
        return {}  # somebody else's comment
    return facts if isinstance(facts, dict) else {}


def is_odoo(environment, name):
    return sql(environment, "SELECT to_regclass('ir_module_module')", name) != [""]


def installed_modules(environment, name):
    return set(sql(environment, "SELECT name FROM ir_module_module WHERE state = 'installed'", name))


def copy_filestore(data, source, target):
    copy_linked(data / "filestore" / source, data / "filestore" / target)


def drop_filestore(data, name):
    shutil.rmtree(data / "filestore" / name, ignore_errors=True)


def rename_filestore(data, old, new):
    drop_filestore(data, new)
    if (data / "filestore" / old).exists():
        (data / "filestore" / old).rename(data / "filestore" / new)
