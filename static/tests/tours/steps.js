/* Steps that several tours take. Nothing here depends on the language of the user. */

/** The button of a form's header that calls the method `name`. */
export const button = (name) => `.o_statusbar_buttons button[name=${name}]:enabled`;

/** The status bar shows `value`. */
export const state = (value) =>
    `.o_statusbar_status button.o_arrow_button_current[data-value=${value}]`;

export const tab = (name) => `.o_notebook .nav-link[name=${name}]`;

export const press = (content, trigger) => ({ content, trigger, run: "click" });

/** Fill a field of text, a date or a number; `scope` is where it stands. */
export function write(field, value, scope = "") {
    const widget = `${scope} .o_field_widget[name=${field}]`;
    return {
        content: `Write ${field}`,
        trigger: `${widget} input, ${widget} textarea`,
        run: `edit ${value}`,
    };
}

/** Type into a field and stay in it, as somebody does who listens to a number. */
export function spell(field, value) {
    return {
        content: `Type ${value} without leaving the field`,
        trigger: `.o_field_widget[name=${field}] input`,
        async run() {
            const input = this.anchor;
            input.focus();
            input.value = value;
            input.dispatchEvent(new window.InputEvent("input", { bubbles: true }));
        },
    };
}

/** Look a record up by its name. */
export function choose(field, name, scope = "") {
    return [
        write(field, name, scope),
        press(`Take ${name}`, `.o-autocomplete--dropdown-item:contains(${name})`),
    ];
}

/** Choose the option at `index` of a selection. */
export function select(field, index, scope = "") {
    return [
        press(`Open ${field}`, `${scope} .o_field_widget[name=${field}] input`),
        press(`Choose option ${index}`, `.o_select_menu_item[data-choice-index='${index}']`),
    ];
}

export function tick(field, value) {
    const input = `.o_field_widget[name=${field}] input`;
    return press(`Tick ${field}`, value ? `${input}[data-value=${value}]` : input);
}
