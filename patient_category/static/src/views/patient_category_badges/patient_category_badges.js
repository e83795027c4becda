import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { getFieldDomain } from "@web/model/relational_model/utils";
import { BadgeSelectionField, badgeSelectionField } from "@web/views/fields/badge_selection/badge_selection_field";
import { useSpecialData } from "@web/views/fields/relational_utils";
import { onWillStart } from "@odoo/owl";

/**
 * The categories of patients side by side, one click each, in the clinic's order and colours.
 * What only managers assign is shown, so that the desk knows it, and locked.
 */
export class PatientCategoryBadges extends BadgeSelectionField {
    static template = "patient_category.PatientCategoryBadges";

    setup() {
        this.type = "many2one";
        this.specialData = useSpecialData((orm, props) => {
            const domain = getFieldDomain(props.record, props.name, props.domain);
            return orm.searchRead("patient.category", domain, ["display_name", "color", "manager_assigns"]);
        });
        onWillStart(async () => {
            this.isManager = await user.hasGroup("patient_category.group_manager");
        });
    }

    get options() {
        return this.specialData.data.map((category) => [category.id, category.display_name]);
    }

    get categories() {
        return this.specialData.data.map((category) => ({
            ...category,
            isChosen: category.id === this.value,
            isLocked: category.manager_assigns && !this.isManager && category.id !== this.value,
        }));
    }

    get lockedTitle() {
        return _t("Only managers put patients into this category.");
    }
}

export const patientCategoryBadges = {
    ...badgeSelectionField,
    component: PatientCategoryBadges,
    displayName: _t("Categories of patients"),
    supportedTypes: ["many2one"],
};

registry.category("fields").add("patient_category_badges", patientCategoryBadges);
