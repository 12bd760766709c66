from odoo import api, fields, models
from odoo.exceptions import UserError


class SurveyComment(models.Model):
    """What somebody wrote on a sheet (R310): read one by one, and entered in the register in the
    household's own words, or noted. Of confidential and anonymous surveys nobody learns whose."""

    _name = "steward.survey.comment"
    _description = "Comment of a Survey"
    _inherit = ["steward.guard.mixin"]
    _order = "wave_id desc, id"
    _check_company_auto = True
    _rec_name = "words"
    _guarded_fields = frozenset(
        {"wave_id", "sheet_id", "user_input_line_id", "partner_id", "question", "words", "state"}
        | {"case_id", "dimension_id", "read_by_id", "read_at"}
    )

    wave_id = fields.Many2one(
        "steward.survey.wave", required=True, index=True, ondelete="cascade", readonly=True
    )
    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    sheet_id = fields.Many2one(
        "steward.survey.sheet",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_steward.property_steward_group_quality",
    )
    user_input_line_id = fields.Many2one(
        "survey.user_input.line",
        string="Answer",
        readonly=True,
        ondelete="set null",
        groups="property_steward.property_steward_group_quality",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Household",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty where the survey is confidential or anonymous.",
    )
    dimension_id = fields.Many2one(
        "steward.survey.dimension", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    question = fields.Char(readonly=True)
    words = fields.Text(string="In Their Own Words", required=True, readonly=True)

    wave_state = fields.Selection(related="wave_id.state", string="State of the Survey")

    # what becomes of it
    category = fields.Selection(
        selection="_selection_category", string="Label", default="suggestion", required=True
    )
    topic_id = fields.Many2one("steward.case.topic", index="btree_not_null", ondelete="restrict")
    state = fields.Selection(
        [("unread", "Not Read Yet"), ("noted", "Noted"), ("case", "In the Register")],
        required=True,
        default="unread",
        readonly=True,
        group_expand=True,
    )
    case_id = fields.Many2one(
        "steward.case", readonly=True, index="btree_not_null", ondelete="restrict", copy=False
    )
    read_by_id = fields.Many2one("res.users", string="Read by", readonly=True, copy=False)
    read_at = fields.Datetime(string="Read at", readonly=True, copy=False)

    _line_uniq = models.UniqueIndex(
        "(user_input_line_id, md5(words)) WHERE user_input_line_id IS NOT NULL",
        "An answer is entered once.",
    )
    _unread_idx = models.Index("(wave_id) WHERE state = 'unread'")

    @api.model
    def _selection_category(self):
        return self.env["steward.case"]._fields["category"]._description_selection(self.env)

    def write(self, vals):
        """:raise UserError: for another subject once its wave is closed: the charts count them"""
        if "topic_id" in vals and not self.env.su:
            for comment in self:
                if comment.wave_state == "closed" and comment.topic_id.id != vals["topic_id"]:
                    raise UserError(
                        comment.env._(
                            "%(wave)s is closed: the analysis stays as it is.",
                            wave=comment.wave_id.display_name,
                        )
                    )
        return super().write(vals)

    def action_register(self):
        """Enter each of them in the register of cases, word by word (R310)."""
        self.check_access("write")
        # the row lock keeps two people from entering the same words twice
        self.lock_for_update()
        unread = self.filtered(lambda comment: comment.state != "case")
        # sudo: quality enters comments as well; the right to them was checked, and what the case
        # says follows from the sheet
        Case = self.env["steward.case"].sudo()
        cases = Case.create([comment._case_values() for comment in unread]).sudo(False)
        for comment, case in zip(unread, cases, strict=True):
            # sudo: what became of it is noted by its buttons only
            comment.sudo().write({"case_id": case.id})
        unread._note_read("case")
        return cases

    def action_note(self):
        """Read, and nothing to be done about it."""
        self.check_access("write")
        for comment in self:
            if comment.case_id:
                raise UserError(
                    comment.env._(
                        "“%(words)s” is in the register already.", words=comment.words[:60]
                    )
                )
        self._note_read("noted")

    def action_open_case(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "steward.case",
            "res_id": self.case_id.id,
            "views": [(False, "form")],
        }

    def _note_read(self, state):
        # sudo: as above
        self.sudo().write(
            {"state": state, "read_by_id": self.env.uid, "read_at": fields.Datetime.now()}
        )

    def _case_values(self):
        self.ensure_one()
        # sudo: where a household is named, its door is no secret
        unit = self.partner_id and self.sudo().sheet_id.unit_id
        return {
            "community_id": self.community_id.id,
            "partner_id": self.partner_id.id,
            **({"unit_id": unit.id} if unit else {}),
            "category": self.category,
            "topic_id": self.topic_id.id,
            "words": self.words,
            "channel": "survey",
            "origin": "survey",
            # the office learns of it when the sheets are in; from then on its answer is due
            "received_at": self.wave_id.collected_at or fields.Datetime.now(),
        }
