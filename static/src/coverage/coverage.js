import { FigurePage } from "../figures/figure_page";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/**
 * Coverage of the visit plans: owed, done, overdue and percent by visitor, building, community or
 * rule, with the months of a year; every figure opens the records behind it.
 */
export class Coverage extends FigurePage {
    static template = "property_steward.Coverage";

    setup() {
        this.model = "steward.visit.plan.line";
        this.method = "get_coverage";
        this.recordModel = "steward.visit.plan.line";
        this.groups = [
            ["steward", _t("Visitor")],
            ["building", _t("Building")],
            ["community", _t("Community")],
            ["rule", _t("Visit Rule")],
        ];
        super.setup();
    }

    initialState(context) {
        return { ...super.initialState(context), groupBy: context.group_by || "steward" };
    }

    params() {
        return { ...super.params(), group_by: this.state.groupBy };
    }

    get groupLabel() {
        return this.groups.find(([key]) => key === this.state.groupBy)[1];
    }

    tone(figures) {
        if (figures.percent === null) {
            return "text-muted";
        }
        if (figures.late) {
            return "text-danger";
        }
        return figures.percent >= 100 ? "text-success" : "";
    }

    openDone(label, domain) {
        return this.open(label, [...domain, ["state", "=", "done"]]);
    }

    openLate(label, domain) {
        return this.open(label, [...domain, ["is_late", "=", true]]);
    }

    openMonth(row, month) {
        const first = `${this.state.data.year}-${String(month).padStart(2, "0")}-01`;
        return this.open(row.label, [...row.domain, ["month", "=", first]]);
    }

    openVisits(label, domain) {
        return this.open(label, domain, "steward.visit");
    }

    openPivot() {
        return this.action.doAction("property_steward.coverage_line_action");
    }
}

registry.category("actions").add("property_steward.coverage", Coverage);
