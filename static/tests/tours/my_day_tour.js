import { registry } from "@web/core/registry";

const counter = (name, count) => `.o_steward_counters button[name=${name}]:contains(${count})`;

registry.category("web_tour.tours").add("steward_my_day_counters", {
    steps: () => [
        { content: "One is due today", trigger: counter("due", 1) },
        { content: "One is overdue: show it", trigger: counter("late", 1), run: "click" },
        { trigger: ".o_kanban_renderer:not(:contains(张三)) .o_kanban_record:contains(李四)" },
        { content: "Show what is due", trigger: counter("due", 1), run: "click" },
        { trigger: ".o_kanban_renderer:not(:contains(李四)) .o_kanban_record:contains(张三)" },
        {
            content: "Nobody is at home",
            trigger: ".o_kanban_record button[name=action_nobody_home]",
            run: "click",
        },
        { trigger: ".o_notification" },
        { content: "Nothing was held yet", trigger: counter("done", 0) },
        { content: "Show the appointment", trigger: counter("appointments", 1), run: "click" },
        { trigger: ".o_list_view:contains(李四), .o_kanban_view:contains(李四)" },
    ],
});
