from odoo import api, fields, models
from odoo.exceptions import UserError


class Publication(models.Model):
    """What is published to residents (公开信, 公示, 通知): drafted, approved, posted, taken down
    and archived, with a code (R249, R311-R313, R321-R323, F26)."""

    _name = "steward.publication"
    _description = "Publication"
    _inherit = ["steward.approval.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    kind = fields.Selection(
        [
            ("letter", "Open Letter"),
            ("response", "Response to Concentrated Opinions"),
            ("rectification", "Rectification Plan"),
            ("service", "Paid and Convenience Services"),
            ("notice", "Notice"),
        ],
        required=True,
        default="notice",
        tracking=True,
    )
    name = fields.Char(string="Title", required=True, tracking=True)
    number = fields.Char(string="Code", readonly=True, copy=False, index="trigram")
    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["steward.community"]._only_one(),
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True, precompute=True)
    steward_id = fields.Many2one(
        "hr.employee",
        string="Drafted by",
        index=True,
        check_company=True,
        default=lambda self: self.env.user.employee_id,
    )
    wave_id = fields.Many2one(
        "steward.survey.wave",
        string="Survey",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    body = fields.Html(string="Text")
    line_ids = fields.One2many("steward.publication.line", "publication_id", string="Promises")
    state = fields.Selection(
        selection_add=[
            ("posted", "Posted"),
            ("taken_down", "Taken Down"),
            ("archived", "Archived"),
        ],
        ondelete={
            "posted": "set default",
            "taken_down": "set default",
            "archived": "set default",
        },
    )

    _number_uniq = models.UniqueIndex(
        "(community_id, number) WHERE number IS NOT NULL",
        "The code of a publication is given once in a community.",
    )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for publication in self:
            publication.display_name = " ".join(
                filter(None, (publication.number, publication.name))
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        for publication in self:
            if publication.state != "draft":
                raise UserError(
                    publication.env._(
                        "%(publication)s was submitted and is kept.",
                        publication=publication.display_name,
                    )
                )

    def _approval_author(self):
        return self.steward_id

    def _approval_community(self):
        return self.community_id

    def _approval_role(self):
        """Open letters are agreed by the management representative (R312); others by the role above
        the supervisor."""
        code = "management_representative" if self.kind == "letter" else "centre_manager"
        return self.env.ref(f"property_steward.role_{code}")
