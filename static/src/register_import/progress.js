import { onMounted, onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import {
    ProgressBarField,
    progressBarField,
} from "@web/views/fields/progress_bar/progress_bar_field";
import { registry } from "@web/core/registry";

const SECONDS = 3;

/** Progress of work in the background: reads the record again until the work is done. */
export class RegisterProgressField extends ProgressBarField {
    setup() {
        super.setup();
        onMounted(() => {
            this.timer = browser.setInterval(() => this.refresh(), SECONDS * 1000);
        });
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    async refresh() {
        const record = this.props.record;
        if (record.data.job && !(await record.isDirty())) {
            await record.load();
        }
    }
}

registry.category("fields").add("register_progress", {
    ...progressBarField,
    component: RegisterProgressField,
});
