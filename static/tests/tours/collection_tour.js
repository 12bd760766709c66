/* Fees, from the overdue invoice to the payment, each tour by one of the people concerned. Buttons
   are named by what they do; Chinese are only names and what people type. */
import { formatDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

import { press, state, tick, write } from "./steps";

const { DateTime } = luxon;
const tours = registry.category("web_tour.tours");

const chinese = (trigger) => ({
    content: "All is in Chinese",
    trigger,
    run() {
        if (user.lang !== "zh-CN") {
            throw new Error(`The language is ${user.lang}`);
        }
    },
});

/** From the list of invoices to the overdue one of 张三. */
const openInvoice = [
    { content: "Look for the payer", trigger: ".o_searchview_input", run: "edit 张三" },
    { trigger: ".o_searchview_input", run: "press Enter" },
    { trigger: ".o_searchview_facet:contains(张三)" },
    chinese(".o_data_row:contains(张三)"),
    press("Open the overdue invoice", ".o_data_row:contains(张三) td[name=name]"),
    { trigger: ".o_form_view .o_field_widget[name=invoice_line_ids]" },
];

tours.add("steward_collection_ask", {
    steps: () => [
        ...openInvoice,
        press("Ask for a visit", ".o_statusbar_buttons button[name=action_ask_steward]"),
        write("reason", "三次信函无回音", ".modal"),
        press("Ask", ".modal button[name=action_confirm]"),
        { content: "The steward is told", trigger: ".o_notification" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

/** From the own steps to the form of the talk, with a promise of so much in a week. */
const promise = (household, amount) => [
    chinese(`.o_kanban_record:contains(${household})`),
    press(
        "Go to the door",
        `.o_kanban_record:contains(${household}) button[name=action_start_visit]`,
    ),
    tick("consent"),
    tick("collection_result", "promised"),
    write("collection_note", "月底前付清"),
    press("A payment", "[name=promise_line_ids] .o_field_x2many_list_row_add a"),
    {
        content: "Promised in a week",
        trigger: "[name=promise_line_ids] .o_selected_row [name=date_promised] :is(input, button)",
        run: "click",
    },
    {
        trigger: "[name=promise_line_ids] .o_selected_row [name=date_promised] input",
        async run(helpers) {
            await helpers.edit(formatDate(DateTime.now().plus({ days: 7 })), this.anchor);
        },
    },
    write("amount", String(amount), "[name=promise_line_ids] .o_selected_row"),
    press("Record it", "button[name=action_done]:enabled:visible"),
    { content: "It is recorded", trigger: ".o_field_widget[name=outcome]" },
];

tours.add("steward_collection_promise", { steps: () => promise("张三", 1200) });

tours.add("steward_collection_promise_second", { steps: () => promise("李四", 300) });

tours.add("steward_collection_pay", {
    steps: () => [
        ...openInvoice,
        {
            content: "The note that was written for accounting",
            trigger: ".o_field_widget[name=collection_note]:contains(月底前付清)",
        },
        { trigger: ".o_field_widget[name=promised_until]:not(:empty)" },
        press("The talks", "button[name=action_open_steward_contacts]"),
        {
            content: "Who talked, and nothing in confidence",
            trigger: ".o_data_row:contains(王芳):contains(月底前付清):not(:contains(高利贷))",
        },
        press("Back to the invoice", ".breadcrumb .o_back_button"),
        press("Pay", ".o_statusbar_buttons button[name=action_register_payment]:visible"),
        press("Register it", ".modal button[name=action_create_payments]"),
        { trigger: "body:not(:has(.modal))" },
        {
            content: "Nothing is open any more",
            trigger: ".o_statusbar_buttons:not(:has(button[name=action_ask_steward]))",
        },
    ],
});

tours.add("steward_collection_kept", {
    steps: () => [
        chinese(".o_form_view:contains(张三)"),
        { content: "Closed by itself", trigger: state("closed") },
        press("The promises", ".o_notebook .nav-link[name=promises]"),
        {
            content: "All of it came in",
            trigger: ".o_field_widget[name=promise_ids] td[name=amount_paid]:contains(1,200)",
        },
    ],
});

tours.add("steward_collection_broken", {
    steps: () => [
        chinese(".o_kanban_record:contains(李四):not(:contains(张三))"),
        {
            content: "The next step is due today: a paper",
            trigger: ".o_kanban_record:contains(李四) button[name=action_open_delivery]",
            run: "click",
        },
        press(
            "Brought to the door",
            ".modal .o_field_widget[name=delivery] input[data-value=door]",
        ),
        press("Delivered", ".modal button[name=action_confirm]"),
        { trigger: "body:not(:has(.modal))" },
    ],
});
