import { registry } from "@web/core/registry";
import { CalendarModel } from "@web/views/calendar/calendar_model";
import { calendarView } from "@web/views/calendar/calendar_view";

/**
 * Dragging a visit asks for a reason where the new time is a forbidden hour: the server decides, and
 * answers with the form that asks.
 */
export class VisitCalendarModel extends CalendarModel {
    static services = [...CalendarModel.services, "action"];

    setup(params, services) {
        super.setup(params, services);
        this.action = services.action;
    }

    async updateRecord(record, options = {}) {
        const values = this.buildRawRecord(record, options);
        try {
            const action = await this.orm.call(
                this.meta.resModel,
                "move_to",
                [[record.id], values[this.meta.fieldMapping.date_start]],
                { context: this.meta.context }
            );
            if (action) {
                await new Promise((resolve) => this.action.doAction(action, { onClose: resolve }));
            }
        } finally {
            // where the move was refused or given up, the visit returns to its place
            await this.load();
        }
    }
}

registry.category("views").add("steward_visit_calendar", {
    ...calendarView,
    Model: VisitCalendarModel,
});
