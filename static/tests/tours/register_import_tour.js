import { registry } from "@web/core/registry";

/** A supervisor reads a register, looks at what would change, decides a doubt and imports. */
registry.category("web_tour.tours").add("register_import_tour", {
    steps: () => [
        { trigger: "button[name=action_recognise]", run: "click" },
        { trigger: ".o_field_widget[name=column_ids] .o_data_row:contains(房号)" },
        { trigger: "button[name=action_preview]:contains(Preview)", run: "click" },
        { trigger: ".o_field_widget[name=summary] td[name=unit_create]:contains(2)" },
        { trigger: ".o_field_widget[name=summary] td[name=unit_match]:contains(1)" },
        { trigger: "button[name=action_changes]", run: "click" },
        { trigger: ".o_list_view .o_data_row:contains(→ 13900009999)" },
        { trigger: ".breadcrumb-item:not(.active):last a", run: "click" },
        { trigger: "button[name=action_problems]", run: "click" },
        { trigger: ".o_list_view .o_data_row:contains(待定)" },
        { trigger: ".breadcrumb-item:not(.active):last a", run: "click" },
        { trigger: "button[name=action_doubts]", run: "click" },
        { trigger: ".o_data_row:contains(same phone) td[name=owner_decision]", run: "click" },
        { trigger: ".o_selected_row [name=owner_decision] input", run: "click" },
        { trigger: ".o_select_menu_item:contains(Same Person)", run: "click" },
        { trigger: ".o_list_button_save", run: "click" },
        { trigger: ".o_list_view:not(:has(.o_selected_row))" },
        { trigger: ".breadcrumb-item:not(.active):last a", run: "click" },
        { trigger: "button[name=action_import]:contains(Import)", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains(Done)" },
    ],
});
