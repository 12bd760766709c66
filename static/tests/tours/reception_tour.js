/* A reception by phone, typed by an employee without any role, on the desk and on the phone's
   screen. Nothing here depends on the language of the user. */
import { formatDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

import { spell, write } from "./steps";

const { DateTime } = luxon;
const tours = registry.category("web_tour.tours");

tours.add("steward_reception_by_phone", {
    steps: () => [
        {
            content: "All is in Chinese, and one begins with the phone",
            trigger: ".o_field_widget[name=caller_phone] input:focus",
            run() {
                if (user.lang !== "zh-CN") {
                    throw new Error(`The language is ${user.lang}`);
                }
            },
        },
        spell("caller_phone", "138 0000 1111"),
        {
            content: "The household is found and taken",
            trigger:
                ".o_steward_household_pick button.btn-primary:contains(张三):contains(3-2-1204)",
        },
        {
            trigger: ".o_field_widget[name=partner_id] input:value(张三)",
        },
        {
            trigger: ".o_field_widget[name=business] input[data-value=complaint]",
            run: "click",
        },
        { content: "Apologise first", trigger: ".o_steward_reception .alert-warning" },
        {
            trigger: ".o_field_widget[name=apologised] input",
            run: "click",
        },
        write("text", "楼上半夜装修"),
        {
            content: "Its matter, with the words as they were said",
            trigger: ".o_field_widget[name=case_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=case_ids] .o_selected_row [name=words] textarea",
            run: "edit 还有电梯异响",
        },
        { content: "Save", trigger: ".o_form_button_save", run: "click" },
        {
            content: "Refused: what is not answered at once gets a promised time",
            trigger: ".modal:contains(R072) .modal-footer button",
            run: "click",
        },
        {
            content: "Promise it for tomorrow",
            trigger: "div[name=promised_at].o_field_datetime input",
            async run(helpers) {
                const tomorrow = formatDateTime(DateTime.now().plus({ days: 1 }));
                await helpers.edit(tomorrow, this.anchor);
            },
        },
        { content: "Save", trigger: ".o_form_button_save", run: "click" },
        {
            content: "Registered, with the number of the complaint",
            trigger: ".o_field_widget[name=case_ids] td[name=sheet_number]:contains(TS-)",
        },
    ],
});

tours.add("steward_reception_pick", {
    steps: () => [
        spell("door_text", "3栋2单元1204"),
        {
            content: "Owner and tenant are offered",
            trigger: ".o_steward_household_pick button:contains(张三)",
        },
        {
            content: "One tap takes the tenant",
            trigger: ".o_steward_household_pick button:contains(租客)",
            run: "click",
        },
        { trigger: ".o_steward_household_pick button.btn-primary:contains(租客)" },
        write("text", "何时停水？"),
        {
            trigger: "div[name=answered_on_spot] input",
            run: "click",
        },
        { content: "Save", trigger: ".o_form_button_save", run: "click" },
        { content: "It is done", trigger: "body:not(:has(.o_form_button_save:visible))" },
    ],
});
