import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

/**
 * The patients who have the phone or e-mail that is being typed, each with the three answers:
 * it is this patient, a family member, somebody else. Nothing is blocked, and what is answered
 * is saved with the patient.
 */
export class PatientDuplicates extends Component {
    static template = "patient_category.PatientDuplicates";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get patients() {
        return this.props.record.data[this.props.name].records.map((record) => ({
            id: record.resId,
            name: record.data.name,
            birthYear: record.data.patient_birthdate ? record.data.patient_birthdate.year : false,
            isArchived: !record.data.active,
        }));
    }

    async open(patient) {
        const action = await this.orm.call("res.partner", "action_open_patient", [[patient.id]]);
        if (this.env.inDialog) {
            return this.action.doAction({ ...action, target: "new" });
        }
        if (this.props.record.isNew) {
            await this.props.record.discard(); // it is this patient: nobody new is registered
            return this.action.doAction(action, { stackPosition: "replaceCurrentAction" });
        }
        return this.action.doAction(action);
    }

    answer(patient, answer) {
        const answers = this.props.record.data.patient_duplicate_answers || {};
        return this.props.record.update({
            patient_duplicate_answers: { ...answers, [patient.id]: answer },
        });
    }
}

registry.category("fields").add("patient_duplicates", {
    component: PatientDuplicates,
    supportedTypes: ["many2many"],
    relatedFields: [
        { name: "name", type: "char" },
        { name: "patient_birthdate", type: "date" },
        { name: "active", type: "boolean" },
    ],
});
