"""One database as the requests of its users meet it, in this process."""
from contextlib import contextmanager
from functools import cached_property

from odoo import api
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tools import config

from bench.measure import Sample, timed

SUPERUSER = api.SUPERUSER_ID


def configure(odoo):
    """Make this process an Odoo with our addons on its path."""
    config.parse_config(["--config", str(odoo.config_file("bench")), "--log-level=error"])


class Clinic:
    """A database, and the users that a benchmark needs."""

    def __init__(self, name):
        self.name = name

    @cached_property
    def registry(self):
        return Registry(self.name)

    @property
    def has_categories(self):
        return "patient.category" in self.registry

    @contextmanager
    def request(self, uid=SUPERUSER, **context):
        """An environment in a transaction of its own, committed at the end."""
        with self.registry.cursor() as cursor:
            yield api.Environment(cursor, uid, context)

    def measured(self, work, uid=SUPERUSER):
        """Do `work(env)` as a request does, commit included; returns a `Sample`."""
        with self.registry.cursor() as cursor:
            return timed(lambda: self._work_and_commit(work, api.Environment(cursor, uid, {})), cursor)

    @staticmethod
    def _work_and_commit(work, env):
        work(env)
        env.cr.commit()

    @cached_property
    def desk(self):
        """Id of a user who sells, and where there are patients, works with them and takes prepayments."""
        groups = ["base.group_user", "sales_team.group_sale_salesman_all_leads", "base.group_partner_manager"]
        if self.has_categories:
            groups.append("patient_category.group_cashier")
        return self._user("desk", groups)

    @cached_property
    def accountant(self):
        """Id of a user who posts invoices and may do nothing else of ours."""
        return self._user("accountant", ["base.group_user", "account.group_account_invoice"])

    @cached_property
    def manager(self):
        """Id of a user who reads all reports."""
        groups = ["base.group_user", "account.group_account_manager", "sales_team.group_sale_manager"]
        if self.has_categories:
            groups += ["patient_category.group_manager", "patient_category.group_margins"]
        return self._user("manager", groups)

    def _user(self, login, groups):
        with self.request(no_reset_password=True) as env:
            user = env["res.users"].search([("login", "=", f"bench_{login}")])
            if not user:
                user = env["res.users"].create(
                    {
                        "name": f"Bench {login}",
                        "login": f"bench_{login}",
                        "password": f"bench_{login}",
                        "group_ids": [Command.set([env.ref(group).id for group in groups])],
                    }
                )
            return user.id


__all__ = ["Clinic", "Sample", "configure"]
