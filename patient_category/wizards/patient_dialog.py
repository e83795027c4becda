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
        dialogs = super().create([self._without_contents(vals) for vals in vals_list])
        dialogs._check_may_be_told()
        return dialogs

    def write(self, vals):
        result = super().write(self._without_contents(vals))
        if not vals.keys().isdisjoint(self._told_of):
            self._check_may_be_told()
        return result

    def onchange(self, values, field_names, fields_spec):
        values = self._without_contents(values)
        defaults = {key: value for key, value in self.env.context.items() if key.startswith("default_")}
        dialog = self.with_context(**self._without_contents(defaults, "default_"))
        told_of = {name: values[name] for name in self._told_of if name in values}
        by_default = [name for name in self._told_of if name not in values]
        if by_default:
            told_of.update(dialog.default_get(by_default))
        dialog.new(told_of)._check_may_be_told()
        return super(PatientDialog, dialog).onchange(values, field_names, fields_spec)

    def _without_contents(self, values, prefix=""):
        """A record is named by its id: one that is given with its contents could borrow them from another one.

        :param values: {``prefix`` and name of the field: value}
        :return: the same, with the id in place of a record's contents
        """
        references = {f"{prefix}{name}" for name, field in self._fields.items() if field.type == "many2one"}

        def id_of(record):
            id_ = record.get("id")
            return id_ if isinstance(id_, int) else False

        return {
            name: id_of(value) if name in references and isinstance(value, dict) else value
            for name, value in values.items()
        }

    def _check_may_be_told(self):
        """
        :raise AccessError: the user may not read a record that one of these dialogs is about
        """
        for name in self._told_of:
            records = self[name]._origin
            if records:
                records.check_access("read")
