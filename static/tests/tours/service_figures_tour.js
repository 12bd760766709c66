import { registry } from "@web/core/registry";

const PAGE = ".o_steward_service_figures";

registry.category("web_tour.tours").add("steward_service_figures", {
    steps: () => [
        {
            content: "Half of the callbacks were made, which is not enough",
            trigger: `${PAGE} .card:contains(50%):has(.text-bg-danger)`,
        },
        {
            content: "Open those that were due",
            trigger: `${PAGE} button[name=callback]`,
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:nth-child(2)" },
        { trigger: ".o_breadcrumb a[href], .o_breadcrumb .o_back_button", run: "click" },
        {
            content: "Look at the whole year",
            trigger: `${PAGE} select[name=month]`,
            run: "select 0",
        },
        {
            content: "Open the repairs that nobody asked after",
            trigger: `${PAGE} table[name=repairs] tr:last-child td:nth-child(3) button:contains(1)`,
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row" },
        { trigger: ".o_breadcrumb a[href], .o_breadcrumb .o_back_button", run: "click" },
        {
            content: "The year is still chosen",
            trigger: `${PAGE} table[name=repairs] tbody tr:contains(-01)`,
        },
        {
            content: "Compare the months",
            trigger: `${PAGE} button:has(.fa-bar-chart)`,
            run: "click",
        },
        { trigger: ".o_list_view" },
    ],
});
