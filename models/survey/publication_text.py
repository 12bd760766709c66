import re

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, html2plaintext

from .publication_guard import TEXT

PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"
)
OTHER = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # e-mail
    r"|(?<!\d)\d{17}[\dXx](?!\d)"  # identity card
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][·\s]?"
    r"[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"  # number plate
)
# 3栋2单元1204室 is the door 3-2-1204
DOOR_WORDS = re.compile(r"\s*(?:号楼|幢|栋|座|单元)\s*")
SHOWN = 5


class Publication(models.Model):
    """Residents are not named in what is published: names, doors, telephone and identity numbers,
    e-mail addresses and number plates in the text are pointed out, and it is not posted until
    somebody has checked them."""

    _inherit = "steward.publication"

    privacy_warning = fields.Char(compute="_compute_privacy_warning")
    is_text_checked = fields.Boolean(
        string="Text Names No Resident",
        copy=False,
        tracking=True,
        help="Somebody has looked at the numbers, doors and names found in the text: they are "
        "nobody's home.",
    )

    @api.depends(
        "name",
        "body",
        "salutation",
        "phone",
        "signatories",
        "community_id",
        "line_ids.opinion",
        "line_ids.measure",
        "line_ids.price",
    )
    def _compute_privacy_warning(self):
        for publication in self:
            publication.privacy_warning = "、".join(publication._found_in_text()[:SHOWN])

    def write(self, vals):
        if TEXT & vals.keys() and "is_text_checked" not in vals:
            vals = dict(vals, is_text_checked=False)
        return super().write(vals)

    def _check_text(self):
        self.ensure_one()
        if self.privacy_warning and not self.is_text_checked:
            raise UserError(
                self.env._(
                    "%(publication)s seems to name residents: %(found)s. Take it out, or say that "
                    "you have checked it.",
                    publication=self.display_name,
                    found=self.privacy_warning,
                )
            )

    def _whole_text(self):
        parts = [self.name, self.salutation, html2plaintext(self.body or ""), self.signatories]
        for line in self.line_ids:
            parts += [line.opinion, line.measure, line.price]
        return "\n".join(filter(None, parts))

    def _found_in_text(self):
        """What may say who somebody is: telephone numbers other than the office's, and the like;
        doors and households of the community that the text mentions. Two statements."""
        self.ensure_one()
        community = self.community_id._origin
        text = self._whole_text()
        own = {_digits(number) for number in (self.phone, community.hotline) if number}
        found = [number for number in PHONE.findall(text) if _digits(number) not in own]
        found += OTHER.findall(text)
        if not community:
            return found
        plain = DOOR_WORDS.sub("-", text)
        return list(
            dict.fromkeys(
                [
                    *found,
                    *(d for d in self._doors_in(plain, community) if _stands_alone(d, plain)),
                    *self._names_in(text, community),
                ]
            )
        )

    @api.model
    def _doors_in(self, text, community):
        self.env["steward.unit"].flush_model(["community_id", "door"])
        rows = self.env.execute_query(
            SQL(
                "SELECT door FROM steward_unit WHERE community_id = %s AND strpos(%s, door) > 0"
                " AND length(door) > 2 ORDER BY length(door) DESC",
                community.id,
                text,
            )
        )
        return [door for (door,) in rows]

    @api.model
    def _names_in(self, text, community):
        self.env["res.partner"].flush_model(["household_community_id", "name"])
        official = f"{community.name} {community.service_centre_name or ''}"
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT name FROM res_partner WHERE household_community_id = %s"
                " AND length(name) > 1 AND strpos(%s, name) > 0 AND strpos(%s, name) = 0",
                community.id,
                text,
                official,
            )
        )
        return sorted(name for (name,) in rows)


def _digits(number):
    return re.sub(r"\D", "", number)


def _stands_alone(door, text):
    """Whether `door` is a door in `text`, and not a piece of a longer number or a date."""
    return re.search(rf"(?<![0-9A-Za-z-]){re.escape(door)}(?![0-9A-Za-z-])", text) is not None
