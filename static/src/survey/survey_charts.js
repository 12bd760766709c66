import {
    Component,
    markup,
    onWillStart,
    onWillUnmount,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import { Layout } from "@web/search/layout";
import { _t } from "@web/core/l10n/translation";
import { loadBundle } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";

const VITAL = "#c0392b";
const OTHER = "#9aa7b5";
const CUMULATIVE = "#1f6feb";

/**
 * Pareto chart and fishbones of a wave. A bar opens what stands behind it, a cause its form; the
 * chart counts dimensions that people were not satisfied with, or topics of their comments.
 */
export class SurveyCharts extends Component {
    static template = "property_steward.SurveyCharts";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.canvas = useRef("canvas");
        this.waveId = this.props.state?.waveId || this.props.action.context.active_id;
        this.state = useState({ by: this.props.state?.by || "dimension", data: null });
        // who comes back from the records finds the page as it was left
        useSetupAction({ getLocalState: () => ({ waveId: this.waveId, by: this.state.by }) });
        onWillStart(async () => {
            await Promise.all([loadBundle("web.chartjs_lib"), this.load()]);
        });
        useEffect(
            () => this.draw(),
            () => [this.state.data],
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    async load() {
        const data = await this.orm.call("steward.survey.wave", "get_charts", [[this.waveId]], {
            by: this.state.by,
        });
        // the server escapes what people wrote
        data.fishbones.forEach((fishbone) => (fishbone.picture = markup(fishbone.svg)));
        this.state.data = data;
    }

    choose(by) {
        this.state.by = by;
        return this.load();
    }

    get percentages() {
        return (value) => `${value}%`;
    }

    draw() {
        this.chart?.destroy();
        const { bars, line, total } = this.state.data;
        if (!this.canvas.el || !bars.length) {
            return;
        }
        const colors = bars.map((bar) => (bar.is_vital ? VITAL : OTHER));
        this.chart = new Chart(this.canvas.el, {
            data: {
                labels: bars.map((bar) => bar.label),
                datasets: [
                    {
                        type: "line",
                        label: _t("Cumulative share"),
                        data: bars.map((bar) => bar.cumulative),
                        yAxisID: "share",
                        borderColor: CUMULATIVE,
                        backgroundColor: CUMULATIVE,
                    },
                    {
                        type: "line",
                        label: _t("Vital few"),
                        data: bars.map(() => line),
                        yAxisID: "share",
                        borderColor: VITAL,
                        borderDash: [6, 4],
                        pointRadius: 0,
                    },
                    {
                        type: "bar",
                        label: _t("How Often"),
                        data: bars.map((bar) => bar.count),
                        yAxisID: "count",
                        backgroundColor: colors,
                    },
                ],
            },
            options: {
                maintainAspectRatio: false,
                onClick: (_ev, elements) => elements.length && this.openBar(elements[0].index),
                scales: {
                    count: { position: "left", min: 0, max: total, ticks: { precision: 0 } },
                    share: {
                        position: "right",
                        min: 0,
                        max: 100,
                        grid: { drawOnChartArea: false },
                        ticks: { callback: this.percentages },
                    },
                },
            },
        });
    }

    openBar(index) {
        const bar = this.state.data.bars[index];
        if (!bar.model) {
            return;
        }
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: bar.label,
            res_model: bar.model,
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: bar.domain,
            context: {},
        });
    }

    /** A click into a picture, on a cause. */
    openCause(ev) {
        const key = ev.target.closest(".o_steward_mark")?.dataset.key;
        return key && this.openCauses(Number(key));
    }

    openCauses(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Causes and Measures"),
            res_model: "steward.survey.cause",
            res_id: id || undefined,
            views: id
                ? [[false, "form"]]
                : [
                      [false, "list"],
                      [false, "form"],
                  ],
            domain: [["wave_id", "=", this.waveId]],
            context: { default_wave_id: this.waveId },
        });
    }
}

registry.category("actions").add("property_steward.survey_charts", SurveyCharts);
