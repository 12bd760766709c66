import { registry } from "@web/core/registry";

const PAGE = ".o_steward_survey_charts";
// the page before, however many there are
const BACK = ".o_breadcrumb .o_back_button > a, .o_breadcrumb a.o_back_button";

registry.category("web_tour.tours").add("steward_survey_charts", {
    steps: () => [
        {
            content: "From the survey to its charts",
            trigger: ".o_form_view .oe_stat_button[name=action_open_charts]",
            run: "click",
        },
        { content: "The chart is drawn", trigger: `${PAGE} .o_steward_pareto canvas` },
        {
            content: "Most are not satisfied with the parking: what stands behind it",
            trigger: `${PAGE} table[name=pareto] tbody tr:first-child:contains(80%) button`,
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row" },
        { trigger: BACK, run: "click" },
        {
            content: "Comments by subject",
            trigger: `${PAGE} button[name=by_topic]`,
            run: "click",
        },
        {
            trigger: `${PAGE} table[name=pareto] tbody tr:contains(电梯（测试）) button`,
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:contains(电梯慢)" },
        { trigger: BACK, run: "click" },
        {
            content: "The subjects are still chosen",
            trigger: `${PAGE} button[name=by_topic].active`,
        },
        {
            content: "From the fishbone to the cause",
            trigger: `${PAGE} .o_steward_fishbone .o_steward_mark text:contains(夜班只有一人)`,
            run: "click",
        },
        { trigger: ".o_form_view .o_field_widget[name=name] :value(夜班只有一人)" },
    ],
});
