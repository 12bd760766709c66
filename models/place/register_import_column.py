from odoo import fields, models

# what a column can mean; the keys are those of engine/register/headings.py
FIELD_SELECTION = [
    ("sequence", "Line Number"),
    ("community", "Community"),
    ("building", "Building"),
    ("entrance", "Entrance"),
    ("floor", "Floor"),
    ("door", "Door or Room"),
    ("shop", "Shop Number"),
    ("unit_kind", "Kind of Dwelling"),
    ("layout", "House Type"),
    ("area_built", "Building Area"),
    ("area_usable", "Usable Area"),
    ("land_share", "Land Share"),
    ("state", "Use State"),
    ("owner", "Owner"),
    ("owner_phone", "Owner's Phone"),
    ("owner_email", "Owner's E-Mail"),
    ("owner_address", "Owner's Postal Address"),
    ("owner_since", "Owner since"),
    ("handover_date", "Hand-Over Date"),
    ("move_in_date", "Move-In Date"),
    ("decoration", "Decoration"),
    ("decoration_start", "Begin of Decoration"),
    ("decoration_end", "End of Decoration"),
    ("residents", "Residents"),
    ("tenant", "Tenant"),
    ("tenant_phone", "Tenant's Phone"),
    ("lease", "Lease from – to"),
    ("lease_start", "Begin of the Lease"),
    ("lease_end", "End of the Lease"),
    ("brand", "Brand"),
    ("trade", "Trade"),
    ("anchor", "Anchor Tenant"),
    ("contact", "Contact Person"),
    ("payer", "Who Pays the Fees"),
    ("garage", "Garage"),
    ("parking", "Parking"),
    ("ancillary", "Ancillary Facilities"),
    ("steward", "Steward"),
    ("segment", "Segment"),
    ("last_visit", "Last Visit"),
    ("promise", "Open Promise"),
    ("promise_date", "Promise Due"),
    ("remark", "Remark"),
    ("note", "Keep in the Note"),
    ("identity", "Identity Number (Never Imported)"),
]


class RegisterImportColumn(models.Model):
    """A column of the register: its heading and what it was taken for, to be corrected before
    anything is written."""

    _name = "steward.register.import.column"
    _description = "Column of a Register"
    _order = "import_id, sequence, id"

    import_id = fields.Many2one(
        "steward.register.import", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    key = fields.Char(
        required=True, readonly=True, help="The heading, numbered where it repeats in a sheet."
    )
    letter = fields.Char(string="Column", readonly=True)
    sheets = fields.Integer(readonly=True, help="Number of sheets that have this heading.")
    samples = fields.Char(readonly=True, help="The first different values below the heading.")
    field_key = fields.Selection(
        FIELD_SELECTION, string="Meaning", help="Empty: the column is not imported."
    )

    _key_uniq = models.Constraint(
        "UNIQUE(import_id, key)", "A heading stands only once in an import."
    )
