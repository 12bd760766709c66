from odoo import api, fields, models
from odoo.fields import Domain

TEMPLATES = "/property_steward/static/xls/"


def template_of(env, name):
    """Return the path of an import template in the person's language, else in English."""
    language = "zh_CN" if (env.lang or "").startswith("zh") else "en"
    return f"{TEMPLATES}{name}_{language}.xlsx"


def in_community(operator, value, community, name):
    """Domain for "翠湖花园 3-2-1204": a file from outside must say which community it means.

    :param community: path to the name of the community
    :param name: field that is found by itself too
    """
    domain = Domain.FALSE
    for text in value if operator == "in" else ():
        first, __, rest = (
            (text or "").strip().rpartition(" ") if isinstance(text, str) else ("",) * 3
        )
        if first and rest:
            domain |= Domain(community, "=", first) & Domain(name, "=", rest)
    return domain


class Unit(models.Model):
    _inherit = "steward.unit"

    note = fields.Text(help="What the register says about a unit that has no household yet.")

    @api.model
    def _search_display_name(self, operator, value):
        domain = Domain(super()._search_display_name(operator, value))
        return domain | in_community(operator, value, "community_id.name", "door")

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Import Template for Units"),
                "template": template_of(self.env, "units"),
            }
        ]
