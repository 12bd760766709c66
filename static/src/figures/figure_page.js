import { Component, onWillStart, useState } from "@odoo/owl";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { PeriodPicker } from "./period_picker";

/** A figure that opens the records behind it. */
export class Figure extends Component {
    static template = "property_steward.Figure";
    static props = {
        value: [String, Number],
        onOpen: Function,
        tone: { type: String, optional: true },
        name: { type: String, optional: true },
        title: { type: String, optional: true },
    };
}

/** A card with a heading, for one figure and what belongs to it. */
export class FigureCard extends Component {
    static template = "property_steward.FigureCard";
    static props = { title: String, slots: { type: Object, optional: true } };
}

/**
 * A page of figures of a community and a month or year. Pages say where their figures come from
 * (`model`, `method`, `params`); the answer gives year, community_id and communities.
 */
export class FigurePage extends Component {
    static components = { Layout, PeriodPicker, Figure, FigureCard };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.months = Array.from({ length: 12 }, (_month, index) => index + 1);
        this.state = useState({
            ...this.initialState(this.props.action.context || {}),
            ...this.props.state?.choices,
            data: null,
        });
        // who comes back from the records finds the page as it was left
        useSetupAction({ getLocalState: () => ({ choices: { ...this.state, data: null } }) });
        this.request = 0;
        onWillStart(() => this.load());
    }

    initialState(context) {
        return {
            communityId: context.community_id || false,
            year: context.year || false,
            month: context.month || false,
        };
    }

    params() {
        return {
            community_id: this.state.communityId,
            year: this.state.year,
            month: this.state.month,
        };
    }

    async load() {
        const request = ++this.request;
        const data = await this.orm.call(this.model, this.method, [], this.params());
        // an answer that was overtaken by a later choice is not shown
        if (request === this.request) {
            this.state.communityId = data.community_id;
            this.state.year = data.year;
            this.state.month = data.month;
            this.state.data = data;
        }
    }

    choose(name, value) {
        this.state[name] = value;
        return this.load();
    }

    get period() {
        const { year, month } = this.state.data;
        return month ? `${year}-${String(month).padStart(2, "0")}` : String(year);
    }

    percent(value) {
        return value === null || value === false ? "–" : `${value}%`;
    }

    open(name, domain, model = this.recordModel) {
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

    /** The figures on paper, by a method of the form for a period. */
    async print(method) {
        const { year, month, communities } = this.state.data;
        const chosen = communities.filter(
            (community) => !this.state.communityId || community.id === this.state.communityId,
        );
        const ids = await this.orm.create("steward.form.period", [
            {
                year,
                month: month ? String(month) : false,
                community_ids: [[6, 0, chosen.map((community) => community.id)]],
            },
        ]);
        return this.action.doAction(await this.orm.call("steward.form.period", method, [ids]));
    }
}
