import { Component, onWillStart, onWillUpdateProps } from "@odoo/owl";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { ListRenderer } from "@web/views/list/list_renderer";
import { _t } from "@web/core/l10n/translation";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { listView } from "@web/views/list/list_view";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

/** What is due, overdue, agreed and done today: each figure shows the records behind it. */
export class MyDayCounters extends Component {
    static template = "property_steward.MyDayCounters";
    static props = { list: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.counters = [
            { name: "due", label: _t("Due Today"), filter: "due_today" },
            { name: "late", label: _t("Overdue"), filter: "late", tone: "text-danger" },
            { name: "appointments", label: _t("Appointments Today") },
            { name: "done", label: _t("Held Today"), tone: "text-success" },
            {
                name: "callbacks",
                label: _t("Callbacks Due"),
                tone: "text-danger",
                action: "property_steward.callback_action_mine",
            },
            {
                name: "collection",
                label: _t("Fee Steps Due"),
                tone: "text-danger",
                action: "property_steward.collection_action_action_mine",
            },
        ];
        onWillStart(() => this.load());
        onWillUpdateProps(() => this.load());
    }

    async load() {
        this.figures = await this.orm.call("steward.visit.plan.line", "get_my_day_counters");
    }

    count(counter) {
        return this.figures[counter.name].count;
    }

    open(counter) {
        if (counter.filter) {
            return this.filter(["mine", counter.filter]);
        }
        if (counter.action) {
            return this.action.doAction(counter.action);
        }
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: counter.label,
            res_model: "steward.visit",
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: this.figures[counter.name].domain,
        });
    }

    /** These filters of the page, and no others. */
    filter(names) {
        const model = this.env.searchModel;
        model.query = [];
        for (const item of model.getSearchItems((one) => names.includes(one.name))) {
            model.toggleSearchItem(item.id);
        }
    }
}

class MyDayKanbanRenderer extends KanbanRenderer {
    static template = "property_steward.MyDayKanban";
    static components = { ...KanbanRenderer.components, MyDayCounters };
}

class MyDayListRenderer extends ListRenderer {
    static template = "property_steward.MyDayList";
    static components = { ...ListRenderer.components, MyDayCounters };
}

registry.category("views").add("steward_my_day", { ...kanbanView, Renderer: MyDayKanbanRenderer });
registry.category("views").add("steward_my_day_list", { ...listView, Renderer: MyDayListRenderer });
