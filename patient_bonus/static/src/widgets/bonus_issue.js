import { Component, onWillUnmount, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const MODEL = "patient.bonus.issue";

/**
 * Issues cards batch by batch and shows how far it is. Every batch is committed by itself: closing
 * the dialog stops after the running one, and the next time the rest is issued.
 */
export class BonusIssue extends Component {
    static template = "patient_bonus.BonusIssue";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ isRunning: false, issued: 0, total: 0 });
        onWillUnmount(() => {
            this.isClosed = true;
        });
    }

    get percent() {
        return this.state.total ? Math.floor((100 * this.state.issued) / this.state.total) : 0;
    }

    async issue() {
        const { record } = this.props;
        this.state.total = record.data.new_count;
        this.state.issued = 0;
        this.state.isRunning = true;
        try {
            if (!(await record.save())) {
                return;
            }
            let left = this.state.total;
            while (left && !this.isClosed) {
                left = await this.orm.silent.call(MODEL, "issue_batch", [[record.resId]]);
                this.state.issued = Math.max(0, this.state.total - left);
            }
            if (!this.isClosed) {
                this.action.doAction(await this.orm.call(MODEL, "action_view_issued", [[record.resId]]));
            }
        } finally {
            this.state.isRunning = false;
        }
    }
}

registry.category("view_widgets").add("bonus_issue", {
    component: BonusIssue,
    fieldDependencies: [{ name: "new_count", type: "integer" }],
});
