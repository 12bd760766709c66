from odoo import fields, models


class Visit(models.Model):
    """Visit (拜访/访谈): one outbound conversation, at the door, by phone or otherwise.

    Done visits are evidence: they are corrected by amendments and never deleted (R006, R056).
    Times are stored in UTC and shown in the community's time zone.
    """

    _name = "steward.visit"
    _description = "Visit"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "start desc, id desc"
    _check_company_auto = True

    # whom
    partner_id = fields.Many2one(
        "res.partner", string="Household or Body", required=True, index=True, ondelete="restrict"
    )
    community_id = fields.Many2one(
        "steward.community", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    unit_id = fields.Many2one("steward.unit", index="btree_not_null")
    door = fields.Char(related="unit_id.door")

    # by whom, when, how
    steward_id = fields.Many2one("hr.employee", string="Visitor", required=True, index=True)
    participant_ids = fields.One2many("steward.visit.participant", "visit_id", copy=True)
    mode_id = fields.Many2one("steward.contact.mode", required=True, ondelete="restrict")
    type_id = fields.Many2one("steward.contact.type", string="Communication Channel")
    start = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    minutes = fields.Integer(string="Duration (minutes)")
    quiet_reason = fields.Char(
        string="Reason for Calling in a Quiet Hour", help="Compulsory in a quiet hour (R011-R012)."
    )
    state = fields.Selection(
        [("draft", "Under Way"), ("done", "Recorded"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        tracking=True,
    )
    outcome = fields.Selection(
        [
            ("done", "Conversation Held"),
            ("nobody_home", "Nobody Home"),
            ("no_answer", "No Answer"),
            ("busy", "Busy, Another Time Agreed"),
            ("refused", "Refused"),
        ],
    )
    consent = fields.Boolean(
        string="Consented to Talk", help="Asked at the start whether it suits (R013, R061)."
    )

    # before
    is_prepared = fields.Boolean(string="Prepared", help="Household's data were looked at (R045).")
    notice_mode = fields.Selection(
        [
            ("board", "Bulletin Board"),
            ("mailbox", "Mailbox"),
            ("phone", "By Phone"),
            ("email", "By E-Mail"),
        ],
        string="Notice Given by",
    )
    notice_date = fields.Date()
    agreed_at = fields.Datetime(string="Agreed Time")
    no_appointment_reason = fields.Char()

    # what was said (R160)
    purpose_ids = fields.Many2many("steward.visit.purpose", string="Purposes")
    occasion = fields.Char(help="The other matter on the occasion of which they talked (R014).")
    needs = fields.Text(string="Needs and Opinions")
    information = fields.Text(string="Information Given")
    questions = fields.Text(string="Questions Answered")
    case_ids = fields.One2many("steward.case", "visit_id", string="Opinions")

    # signed
    satisfaction = fields.Selection(
        [
            ("5", "Very Satisfied"),
            ("4", "Fairly Satisfied"),
            ("3", "Neutral"),
            ("2", "Rather Dissatisfied"),
            ("1", "Dissatisfied"),
        ]
    )
    signature = fields.Binary(attachment=True)
    signed_by = fields.Char()
    no_signature_reason = fields.Char()
    photo_ids = fields.Many2many("ir.attachment", string="Photos")

    # afterwards
    line_ids = fields.One2many("steward.visit.plan.line", "visit_id", string="Fulfils")
    next_at = fields.Datetime(string="Agreed Next Time")
    event_id = fields.Many2one("calendar.event", string="Appointment", copy=False)
    amendment_ids = fields.One2many("steward.visit.amendment", "visit_id")
