from odoo import api, fields, models
from odoo.exceptions import UserError

from .survey_question import TOPICS

# what was said, by whom: stays once it is decided
SAID = frozenset(("activity_id", "partner_id", "guest_name", "phone", "topic", "words", "category"))


class ActivityOpinion(models.Model):
    """What a guest of an activity said (R243, R267-R268, R302): noted during or after it, or taken
    over from the survey. Each becomes a case, or is noted; the words stay as they were."""

    _name = "steward.activity.opinion"
    _description = "Opinion of a Guest"
    _inherit = ["steward.guard.mixin"]
    _order = "activity_id, topic, id"
    _rec_name = "words"
    _check_company_auto = True
    _guarded_fields = frozenset(("state", "case_id", "callback_id", "answer_line_id"))

    activity_id = fields.Many2one(
        "steward.community.activity", required=True, index=True, ondelete="restrict"
    )
    community_id = fields.Many2one(
        related="activity_id.community_id", store=True, precompute=True, index=True
    )
    community_kind = fields.Selection(related="community_id.kind")
    company_id = fields.Many2one(related="activity_id.company_id", store=True, precompute=True)
    steward_id = fields.Many2one(related="activity_id.steward_id", store=True, precompute=True)

    # who
    partner_id = fields.Many2one(
        "res.partner", string="Household", index="btree_not_null", ondelete="restrict"
    )
    door = fields.Char(related="partner_id.household_unit_id.door")
    guest_name = fields.Char(help="Of a guest who is no household, or of its member.")
    phone = fields.Char()

    # what
    topic = fields.Selection(TOPICS, string="About", required=True, default="activity")
    words = fields.Text(string="In the Guest's Words", required=True)
    wants_reply = fields.Boolean()
    category = fields.Selection(
        selection=lambda self: (
            self.env["steward.case"]._fields["category"]._description_selection(self.env)
        ),
        string="Taken as",
        required=True,
        default="suggestion",
    )
    case_topic_id = fields.Many2one(
        "steward.case.topic",
        string="Area",
        ondelete="restrict",
        help="In a shopping centre every opinion belongs to one of the seven areas (R046).",
    )
    answer_line_id = fields.Many2one(
        "survey.user_input.line",
        string="Survey Answer",
        readonly=True,
        copy=False,
        ondelete="set null",
    )

    # what became of it
    state = fields.Selection(
        [("open", "Not Handled Yet"), ("case", "Case"), ("noted", "Noted")],
        required=True,
        default="open",
    )
    case_id = fields.Many2one(
        "steward.case", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    callback_id = fields.Many2one(
        "steward.callback", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )

    _answer_uniq = models.UniqueIndex(
        "(answer_line_id) WHERE answer_line_id IS NOT NULL",
        "The answer has already been taken over.",
    )
    _open_idx = models.Index("(community_id, activity_id) WHERE state = 'open'")

    @api.model_create_multi
    def create(self, vals_list):
        opinions = super().create(vals_list)
        opinions._check_file_open()
        opinions.activity_id._call_back_authors()
        return opinions

    def write(self, vals):
        """:raise UserError: when what was said would be changed after it was decided"""
        if SAID & vals.keys():
            for opinion in self:
                if opinion.state != "open":
                    raise UserError(
                        opinion.env._(
                            "“%(words)s” was passed on and stays as it was said.",
                            words=opinion.words,
                        )
                    )
            self._check_file_open()
        result = super().write(vals)
        if "partner_id" in vals:
            self.activity_id._call_back_authors()
        return result

    def _check_file_open(self):
        for activity in self.activity_id:
            if activity.state in ("closed", "cancelled"):
                raise UserError(
                    activity.env._(
                        "The file of %(activity)s is closed: enter a new opinion as a case.",
                        activity=activity.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_open(self):
        for opinion in self:
            if opinion.state != "open" or opinion.callback_id:
                raise UserError(
                    opinion.env._("“%(words)s” was passed on and is kept.", words=opinion.words)
                )

    def action_make_cases(self):
        """Each opinion that is not decided yet becomes a case, in the guest's words (R268)."""
        self.check_access("write")
        opened = self.filtered(lambda opinion: opinion.state == "open")
        opened._check_file_open()
        # sudo: the opinion goes on its way whoever's household it is; the right to work on the
        # activity was checked
        cases = self.env["steward.case"].sudo().create(opened._case_values())
        for opinion, case in zip(opened.sudo(), cases, strict=True):
            opinion.write({"state": "case", "case_id": case.id})

    def _case_values(self):
        """:raise UserError: in a shopping centre for an opinion without its area (R046)"""
        values = []
        for opinion in self:
            if opinion.community_kind == "shopping" and not opinion.case_topic_id:
                raise UserError(
                    opinion.env._(
                        "Choose one of the seven areas for “%(words)s” (R046).",
                        words=opinion.words,
                    )
                )
            values.append(
                {
                    "category": opinion.category,
                    "words": opinion.words,
                    "partner_id": opinion.partner_id.id,
                    "community_id": opinion.community_id.id,
                    "topic_id": opinion.case_topic_id.id,
                    "origin": "activity",
                    "activity_id": opinion.activity_id.id,
                    "activity_guest": opinion._guest(),
                    "channel": "visit",
                }
            )
        return values

    def _guest(self):
        """Who said it, where it is not the household itself."""
        self.ensure_one()
        return " ".join(filter(None, (self.guest_name, self.phone))) or False

    def action_note(self):
        """The opinion is noted; it asks for nothing.

        :raise UserError: for a guest who wants a reply
        """
        self.check_access("write")
        for opinion in self:
            if opinion.state == "open" and opinion.wants_reply:
                raise UserError(
                    opinion.env._(
                        "The guest wants a reply to “%(words)s”: make it a case.",
                        words=opinion.words,
                    )
                )
        # sudo: the state is closed to everything but these actions
        self.filtered(lambda opinion: opinion.state == "open").sudo().write({"state": "noted"})

    def action_open_case(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "steward.case",
            "res_id": self.case_id.id,
            "views": [(False, "form")],
        }
