import { FigurePage } from "../figures/figure_page";
import { registry } from "@web/core/registry";

/**
 * Overview of a month or year: activities as bars on its days, from the day on which the planning
 * form is due to the end; a click opens the activity, or what the annual plan says of it.
 */
export class ActivityOverview extends FigurePage {
    static template = "property_steward.ActivityOverview";

    setup() {
        this.model = "steward.activity.overview";
        this.method = "get_overview";
        this.recordModel = "steward.community.activity";
        super.setup();
    }

    /** The current month, unless another was asked for. */
    initialState(context) {
        return { ...super.initialState(context), month: context.month ?? null };
    }

    place(left, width) {
        return `left: ${left}%; width: ${width}%;`;
    }

    title(row) {
        return [row.day, row.label, row.kind, row.state].join(" · ");
    }

    step(count) {
        const { year, month } = this.state;
        const index = month ? year * 12 + month - 1 + count : year * 12 + count * 12;
        this.state.year = Math.floor(index / 12);
        this.state.month = month ? (index % 12) + 1 : false;
        return this.load();
    }

    openRow(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: row.model,
            res_id: row.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("property_steward.activity_overview", ActivityOverview);
