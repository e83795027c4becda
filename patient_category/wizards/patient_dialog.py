from odoo import api, models


class PatientDialog(models.AbstractModel):
    """A dialog about a record tells nothing about one that its user may not read.

    Related and stored fields are computed as the superuser, so a dialog that is created over RPC for any id,
    or only asked what it would show, would tell the amounts and the patient of the clinic next door.
    """

    _name = "patient.dialog"
    _description = "Dialog about a Record"

    _told_of = ()  # names of the many2one fields with these records

    @api.model_create_multi
    def create(self, vals_list):
        dialogs = super().create(vals_list)
        dialogs._check_may_be_told()
        return dialogs

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(self._told_of):
            self._check_may_be_told()
        return result

    def onchange(self, values, field_names, fields_spec):
        told_of = {name: values[name] for name in self._told_of if name in values}
        by_default = [name for name in self._told_of if name not in values]
        if by_default:
            told_of.update(self.default_get(by_default))
        self.new(told_of)._check_may_be_told()
        return super().onchange(values, field_names, fields_spec)

    def _check_may_be_told(self):
        """
        :raise AccessError: the user may not read a record that one of these dialogs is about
        """
        for name in self._told_of:
            records = self[name]._origin
            if records:
                records.check_access("read")
