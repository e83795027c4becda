import secrets

from odoo import api, fields, models
from odoo.tools import hmac


class SmsSurveyAnonymousMark(models.Model):
    """A mark of an anonymous campaign, without anything that leads back to its patient.

    The marks of an employee wait until there are enough of them, then all are shown at once: what two
    reports differ by is a whole batch. Those that wait are written anew, shuffled, with each that comes:
    neither their order nor their time says which visit they come from.
    """

    _name = "sms.survey.anonymous.mark"
    _description = "Anonymous Mark"
    _log_access = False
    _order = "id"

    campaign_id = fields.Many2one("sms.survey.campaign", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, index=True)
    employee_id = fields.Many2one("hr.employee", index=True, ondelete="cascade")
    manual = fields.Boolean(help="Sent by hand: never counts in a ranking.")
    scale_max = fields.Integer(required=True)
    alert_threshold = fields.Integer(required=True)
    score = fields.Integer(required=True)
    released = fields.Boolean(help="Stands in the report.")

    _waiting_idx = models.Index("(campaign_id, employee_id) WHERE released IS NOT TRUE")

    @api.model
    def _collect(self, requests):
        """Let the marks of these anonymous requests wait with the others of their employees.

        :param requests: ``sms.survey.request`` that were answered and cannot be corrected any more
        """
        for key, answered in requests.grouped(self._batch_of).items():
            batch = dict(zip(self._batch_fields(), key, strict=True))
            waiting = self.search([*((name, "=", value) for name, value in batch.items()), ("released", "=", False)])
            scores = waiting.mapped("score") + self._first_of_each_phone(answered, key).mapped("score")
            waiting.unlink()
            secrets.SystemRandom().shuffle(scores)
            self.create([{**batch, "score": score} for score in scores])

    @api.model
    def _release_full_batches(self):
        """Show the marks of the employees who have enough of them by now."""
        waiting = self._read_group([("released", "=", False)], self._batch_fields(), ["id:recordset"])
        for campaign, *_batch, marks in waiting:
            if len(marks) >= campaign.min_answers:
                marks.released = True

    @api.model
    def _batch_fields(self):
        """What the marks of one batch have in common."""
        return ["campaign_id", "company_id", "employee_id", "manual", "scale_max", "alert_threshold"]

    @api.model
    def _batch_of(self, request):
        values = (request[name] for name in self._batch_fields())
        return tuple(value.id if isinstance(value, models.BaseModel) else value for value in values)

    def _first_of_each_phone(self, requests, key):
        """Those of these requests whose phone has no mark in the batch yet.

        A batch that is filled by one patient would tell all his marks.
        """
        batch = dict(zip(self._batch_fields(), key, strict=True))
        released = self.search_count([*((name, "=", value) for name, value in batch.items()), ("released", "=", True)])
        cooldowns = self.env["sms.survey.cooldown"]
        hashes = {
            request: hmac(self.sudo().env, "sms_survey_batch", (request.phone, key, released))  # sudo: the key
            for request in requests.sorted("id")
        }
        known = set(cooldowns.search([("phone_hash", "in", list(hashes.values()))]).mapped("phone_hash"))
        firsts = {phone_hash: request for request, phone_hash in reversed(hashes.items())}
        cooldowns._remember(phone_hash for phone_hash in firsts if phone_hash not in known)
        return requests.browse(request.id for phone_hash, request in firsts.items() if phone_hash not in known)


class SmsSurveyCooldown(models.Model):
    """That a number was asked, after everything else about it was removed."""

    _name = "sms.survey.cooldown"
    _description = "Number Asked Anonymously"
    _log_access = False
    _order = "phone_hash"

    phone_hash = fields.Char(required=True, index=True)
    date = fields.Date(required=True)

    @api.model
    def _remember(self, phone_hashes):
        """Keep these keyed hashes, in an order that says nothing."""
        today = fields.Date.today()
        self.create([{"phone_hash": phone_hash, "date": today} for phone_hash in sorted(set(phone_hashes))])
