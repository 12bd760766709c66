import { useEffect } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useDebounced } from "@web/core/utils/timing";
import { CharField, charField } from "@web/views/fields/char/char_field";

const PAUSE = 350; // milliseconds: somebody who reads out a number makes longer pauses

/** A text that is looked up while it is typed, not only when the field is left. */
export class TypedCharField extends CharField {
    setup() {
        super.setup();
        const lookUp = useDebounced(() => this.lookUp(), PAUSE);
        useEffect(
            (el) => {
                el?.addEventListener("input", lookUp);
                return () => el?.removeEventListener("input", lookUp);
            },
            () => [this.input.el],
        );
    }

    async lookUp() {
        const { name, record } = this.props;
        const value = this.input.el && this.parse(this.input.el.value);
        if (this.input.el && value !== (record.data[name] || "")) {
            await record.update({ [name]: value });
        }
    }
}

registry.category("fields").add("steward_typed_char", { ...charField, component: TypedCharField });
