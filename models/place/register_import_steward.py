from odoo import fields, models


class RegisterImportSteward(models.Model):
    """A steward whom the register names, and the employee who is meant."""

    _name = "steward.register.import.steward"
    _description = "Steward in a Register"
    _order = "import_id, name, id"

    import_id = fields.Many2one(
        "steward.register.import", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="import_id.company_id")
    name = fields.Char(string="Name in the Register", required=True, readonly=True)
    unit_count = fields.Integer(string="Units", readonly=True)
    employee_id = fields.Many2one(
        "hr.employee",
        index="btree_not_null",
        domain="[('company_id', '=', company_id)]",
        help="Empty: the units keep the steward they have.",
    )

    _name_uniq = models.Constraint(
        "UNIQUE(import_id, name)", "A steward stands only once in an import."
    )
