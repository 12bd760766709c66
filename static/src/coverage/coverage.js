import { Component, onWillStart, useState } from "@odoo/owl";
import { Layout } from "@web/search/layout";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";

const LINE = "steward.visit.plan.line";
const VISIT = "steward.visit";

/**
 * Coverage of the visit plans: owed, done, overdue and percent by visitor, building, community or
 * rule, with the months of a year; every figure opens the records behind it.
 */
export class Coverage extends Component {
    static template = "property_steward.Coverage";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.groups = [
            ["steward", _t("Visitor")],
            ["building", _t("Building")],
            ["community", _t("Community")],
            ["rule", _t("Visit Rule")],
        ];
        this.months = Array.from({ length: 12 }, (_month, index) => index + 1);
        const context = this.props.action.context || {};
        this.state = useState({
            communityId: context.community_id || false,
            year: context.year || false,
            month: context.month || false,
            groupBy: context.group_by || "steward",
            data: null,
        });
        this.request = 0;
        onWillStart(() => this.load());
    }

    async load() {
        const request = ++this.request;
        const data = await this.orm.call(LINE, "get_coverage", [], {
            community_id: this.state.communityId,
            year: this.state.year,
            month: this.state.month,
            group_by: this.state.groupBy,
        });
        // an answer that was overtaken by a later choice is not shown
        if (request === this.request) {
            this.state.year = data.year;
            this.state.data = data;
        }
    }

    choose(name, value) {
        this.state[name] = value;
        return this.load();
    }

    chooseNumber(name, ev) {
        return this.choose(name, Number(ev.target.value) || false);
    }

    get groupLabel() {
        return this.groups.find(([key]) => key === this.state.groupBy)[1];
    }

    get period() {
        return String(this.state.data.year);
    }

    get years() {
        const year = this.state.data.year;
        return [year - 2, year - 1, year, year + 1];
    }

    percent(value) {
        return value === null || value === false ? "–" : `${value}%`;
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

    open(name, domain, model = LINE) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: model,
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain,
            context: {},
        });
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
        return this.open(label, domain, VISIT);
    }

    openPivot() {
        return this.action.doAction("property_steward.coverage_line_action");
    }
}

registry.category("actions").add("property_steward.coverage", Coverage);
