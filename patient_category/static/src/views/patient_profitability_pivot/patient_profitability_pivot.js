import { registry } from "@web/core/registry";
import { PivotModel } from "@web/views/pivot/pivot_model";
import { pivotView } from "@web/views/pivot/pivot_view";

/** An unknown cost is an empty cell in the downloaded file as well; Odoo writes FALSE there. */
class PatientProfitabilityPivotModel extends PivotModel {
    exportData() {
        const data = super.exportData();
        for (const cell of data.rows.flatMap((row) => row.values)) {
            if (cell.value === false) {
                cell.value = "";
            }
        }
        return data;
    }
}

export const patientProfitabilityPivotView = {
    ...pivotView,
    Model: PatientProfitabilityPivotModel,
};

registry.category("views").add("patient_profitability_pivot", patientProfitabilityPivotView);
