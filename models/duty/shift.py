from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class Shift(models.Model):
    """Shift of the service centre (值班, C013) and its hand-over (交接班, C014; R073, F31).

    Open items of its people are listed by themselves. The shift ends when each of them is closed,
    dispatched, or handed over with a promised time to a successor, who accepts by name.
    """

    _name = "steward.shift"
    _description = "Shift"
    _inherit = [
        "steward.guard.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "steward.mine.mixin",
        "steward.community.mixin",
    ]
    _mine_fields = ("employee_id", "employee_ids", "successor_id")
    _order = "start_at desc, id desc"
    _check_company_auto = True
    _guarded_fields = frozenset(
        (
            "state",
            "handed_over_at",
            "handed_over_by_id",
            "accepted_at",
            "accepted_by_id",
            "closed_at",
        )
    )

    # where and when
    post = fields.Char(string="Post or Desk")
    start_at = fields.Datetime(string="From", required=True, default=fields.Datetime.now)
    end_at = fields.Datetime(string="To")
    date = fields.Date(
        compute="_compute_date",
        store=True,
        precompute=True,
        help="Day on which the shift begins, in the community's time zone.",
    )

    # who
    employee_id = fields.Many2one(
        "hr.employee",
        string="On Duty",
        required=True,
        index=True,
        check_company=True,
        default=lambda self: self.env.user.employee_id,
    )
    # the public face of employees: who is no personnel officer may not link the other one
    employee_ids = fields.Many2many("hr.employee.public", string="Also on Duty", check_company=True)

    # what
    line_ids = fields.One2many("steward.shift.line", "shift_id", string="Open Items")
    open_count = fields.Integer(string="Listed Items", compute="_compute_counts")
    unclear_count = fields.Integer(string="Not Clear", compute="_compute_counts")
    events = fields.Text(help="What happened on this shift, as the duty record wants it (C013).")
    note = fields.Text(string="For the Successor")

    # hand-over
    state = fields.Selection(
        [
            ("open", "On Duty"),
            ("handed_over", "Handed Over"),
            ("accepted", "Accepted"),
            ("closed", "Closed"),
        ],
        required=True,
        default="open",
        tracking=True,
        group_expand=True,
    )
    successor_id = fields.Many2one(
        "hr.employee", index="btree_not_null", check_company=True, tracking=True, copy=False
    )
    handed_over_at = fields.Datetime(readonly=True, copy=False)
    handed_over_by_id = fields.Many2one(
        "hr.employee", string="Handed Over by", readonly=True, copy=False
    )
    accepted_at = fields.Datetime(readonly=True, copy=False)
    accepted_by_id = fields.Many2one("hr.employee", string="Accepted by", readonly=True, copy=False)
    closed_at = fields.Datetime(readonly=True, copy=False)
    can_accept = fields.Boolean(string="I Accept", compute="_compute_can_accept")

    _times_order = models.Constraint(
        "CHECK(end_at IS NULL OR end_at > start_at)", "A shift must begin before it ends."
    )

    @api.depends("start_at", "community_id")
    def _compute_date(self):
        for shift in self:
            if shift.start_at and shift.community_id:
                shift.date = shift.community_id._to_local(shift.start_at).date()

    @api.depends("line_ids.settlement")
    def _compute_counts(self):
        for shift in self:
            shift.open_count = len(shift.line_ids)
            shift.unclear_count = len(
                shift.line_ids.filtered(lambda line: line.settlement == "open")
            )

    @api.depends_context("uid")
    @api.depends("state", "successor_id")
    def _compute_can_accept(self):
        for shift in self:
            shift.can_accept = shift.state == "handed_over" and shift._is_successor()

    @api.depends("date", "community_id", "post", "employee_id")
    def _compute_display_name(self):
        for shift in self:
            words = (
                shift.community_id.name,
                shift.post,
                shift.date and fields.Date.to_string(shift.date),
                shift.employee_id.name,
            )
            shift.display_name = " ".join(word for word in words if word)

    @api.constrains("successor_id", "employee_id", "employee_ids")
    def _check_successor(self):
        """R073: a hand-over has two sides."""
        for shift in self:
            if shift.successor_id & shift._people():
                raise ValidationError(
                    shift.env._(
                        "%(name)s is on this shift and cannot take it over: choose who comes next.",
                        name=shift.successor_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        shifts = super().create(vals_list)
        shifts._check_people()
        shifts._list_open_items()
        shifts._remind_of_carried_items()
        return shifts

    def write(self, vals):
        frozen = {"community_id", "employee_id", "employee_ids", "start_at", "successor_id", "note"}
        if not self.env.su and frozen & vals.keys():
            self._check_open()
        result = super().write(vals)
        if {"community_id", "employee_id", "employee_ids"} & vals.keys():
            self._check_people()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_handed_over(self):
        self._check_open()

    def action_list(self):
        """Take in what the people of the shift have received since; what was noted stays."""
        self._check_open()
        self.check_access("write")
        self._list_open_items()

    def _people(self):
        return self.employee_id | self.employee_id.browse(self.employee_ids.ids)

    def _check_people(self):
        """Whoever is on duty works in the community: the list shows what residents said there.

        :raise ValidationError: names who does not
        """
        if self.env.su:
            return
        # sudo: who fills which role is not secret
        Assignment = self.env["steward.role.assignment"].sudo()
        for shift in self:
            held = Assignment.search(
                Domain("community_id", "=", shift.community_id.id)
                & Assignment._active_domain(shift.community_id._today())
            )
            strangers = shift._people() - (held.employee_id | held.deputy_id)
            if strangers:
                raise ValidationError(
                    shift.env._(
                        "%(names)s: nobody is on duty in %(community)s without a role there.",
                        names=", ".join(strangers.mapped("name")),
                        community=shift.community_id.name,
                    )
                )

    def _check_open(self):
        for shift in self:
            if shift.state != "open":
                raise UserError(
                    shift.env._(
                        "%(shift)s was handed over or closed and stays as it was.",
                        shift=shift.display_name,
                    )
                )

    def _list_open_items(self):
        """Add a line for each open item of the shift that has none; one statement per kind."""
        open_shifts = self.filtered(lambda shift: shift.state == "open")
        Line = self.env["steward.shift.line"]
        # sudo: a receptionist sees on the own shift what is open there; only its people's items
        Line.sudo().create(open_shifts.sudo()._missing_line_values())

    def _remind_of_carried_items(self):
        """R073: on their next shift the first receiver and the successor are told what they
        received or took over earlier and what is still open."""
        for shift in self:
            carried = shift.line_ids.filtered("carried_over")
            # sudo: only logins are read, to address the activities
            for user in shift._people().sudo().user_id if carried else ():
                shift.sudo().activity_schedule(
                    "property_steward.mail_activity_type_shift_carried",
                    date_deadline=shift.community_id._today(),
                    user_id=user.id,
                    summary=shift.with_context(lang=user.lang).env._(
                        "Items from earlier shifts: %(count)s", count=len(carried)
                    ),
                )
