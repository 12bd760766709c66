import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Households found while phone, room or name are typed: one tap takes one. */
export class HouseholdPickField extends Component {
    static template = "property_steward.HouseholdPickField";
    static props = { ...standardFieldProps };

    get households() {
        const chosen = this.props.record.data.partner_id;
        return this.props.record.data[this.props.name].records.map(({ resId, data }) => ({
            id: resId,
            name: data.name,
            door: data.household_door,
            steward: data.household_steward_id && data.household_steward_id.display_name,
            matters: data.matter_count,
            isChosen: Boolean(chosen) && chosen.id === resId,
        }));
    }

    pick(household) {
        const { id, name } = household;
        return this.props.record.update({ partner_id: { id, display_name: name } });
    }
}

registry.category("fields").add("steward_household_pick", {
    component: HouseholdPickField,
    supportedTypes: ["many2many"],
    relatedFields: [
        { name: "name", type: "char" },
        { name: "household_door", type: "char" },
        { name: "household_steward_id", type: "many2one", relation: "hr.employee" },
        { name: "matter_count", type: "integer" },
    ],
});
