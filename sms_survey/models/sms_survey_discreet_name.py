from odoo import api, models


class SmsSurveyDiscreetName(models.AbstractModel):
    """The name of a record is for those who may read it.

    Odoo tells names with sudo, for example of the record an activity or a message is about: whoever was
    rated would read there who gave a mark that he cannot see.
    """

    _name = "sms.survey.discreet.name"
    _description = "Name for Those who May Read the Record"

    @api.depends_context("uid")
    def _compute_display_name(self):  # pylint: disable=missing-return
        super()._compute_display_name()
        for record in self - self._readable_by_user():
            record.display_name = self.env._("Not for you to see")

    def _readable_by_user(self):
        """Those of these records that this user may read, also where the caller has more rights."""
        saved = self.filtered(lambda record: isinstance(record.id, int))
        return (self - saved) | saved.sudo(False)._filtered_access("read").with_env(self.env)
