import { FigurePage } from "../figures/figure_page";
import { _t } from "@web/core/l10n/translation";
import { onWillStart } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

const TONES = new Map([
    [true, "text-success"],
    [false, "text-danger"],
]);

/**
 * Service figures of a month or year: callbacks, complaints, answers, promises against the targets
 * of the policy, how old open matters are, and repairs asked after.
 */
export class ServiceFigures extends FigurePage {
    static template = "property_steward.ServiceFigures";

    setup() {
        this.model = "steward.service.figures";
        this.method = "get_figures";
        this.recordModel = "steward.deadline";
        this.ratings = ["attitude", "punctuality", "quality"];
        super.setup();
        onWillStart(async () => {
            const groups = ["supervisor", "auditor"].map((name) =>
                user.hasGroup(`property_steward.property_steward_group_${name}`),
            );
            this.canSeeTrend = (await Promise.all(groups)).includes(true);
        });
    }

    /** The current month, unless another was asked for. */
    initialState(context) {
        return { ...super.initialState(context), month: context.month ?? null };
    }

    /** In target, out of it, or nothing to judge. */
    tone(reached) {
        return TONES.get(reached) || "text-muted";
    }

    target(tile) {
        const sign = tile.below ? "<" : "≥";
        return tile.target === null ? "–" : `${sign} ${tile.target}%`;
    }

    score(value) {
        return value === null ? "–" : value.toFixed(1);
    }

    get longStanding() {
        const { days } = this.state.data.ageing;
        return days ? _t("Open for more than %s days", days) : _t("By the policy's days");
    }

    openTile(tile) {
        return this.open(tile.label, tile.domain, tile.model);
    }

    openMissing(tile) {
        return this.open(tile.label, tile.missing_domain, tile.model);
    }

    openAgeing(label, cell) {
        return this.open(label, cell.domain, "steward.case.ageing");
    }

    openRepairs(domain) {
        return this.open(_t("Repairs"), domain, "steward.repair");
    }

    openCallbacks(domain) {
        return this.open(_t("Repair Callbacks"), domain, "steward.callback");
    }

    openTrend() {
        return this.action.doAction("property_steward.case_figure_action");
    }
}

registry.category("actions").add("property_steward.service_figures", ServiceFigures);
