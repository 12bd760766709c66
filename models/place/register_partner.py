from odoo import models

# names without blanks, phones without signs and country: what name_key() and phone_key() compare
NAME_KEY = r"lower(regexp_replace(name, '[\s　]', '', 'g'))"
PHONE_KEY = (
    r"ltrim(regexp_replace(regexp_replace(phone, '\D', '', 'g'), '^(00)?86(?=[0-9]{10})', ''), '0')"
)


class ResPartner(models.Model):
    """Registers look contacts up by name and phone, in whatever way they are written."""

    _inherit = "res.partner"

    _register_name_idx = models.Index(f"({NAME_KEY})")
    _register_phone_idx = models.Index(f"({PHONE_KEY})")
