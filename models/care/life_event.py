from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...engine.periods import add_months

SUPERVISOR = "property_steward.property_steward_group_supervisor"
# an event of another household, or of another kind, is another event
IDENTITY = frozenset(("partner_id", "kind_id"))
GREETED = ("greeting_mode", "greeting_at", "greeting_user_id", "greeting_message_id")
# only the register and the buttons write these
CLAIMED = ("occupancy_id", "closed_reason", "closed_on", *GREETED)
NOTED = frozenset(("state", *CLAIMED))


class LifeEvent(models.Model):
    """Life event (人生大事, E08): what happens in a household and the service centre congratulates
    on, or stands by in (R015-R016, R021-R022, R026, R272).

    Hand-over (收楼) and move-in (入住) come by themselves from the occupancy; the others are
    entered by hand. What is confidential is seen by few: see `security/care_rules.xml`.
    """

    _name = "steward.life.event"
    _description = "Life Event"
    _inherit = [
        "steward.confidential.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "steward.mine.mixin",
    ]
    _mine_fields = ("steward_id", "callback_ids.assignee_id", "task_ids.employee_id")
    _order = "date desc, id desc"
    _rec_names_search = ["partner_id", "kind_id"]
    _check_company_auto = True

    # what
    kind_id = fields.Many2one(
        "steward.life.event.kind", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date(
        required=True,
        tracking=True,
        default=fields.Date.context_today,
        help="Of a hand-over or move-in, its day; of a pregnancy, when it began; of a birth, the "
        "birthday.",
    )
    stage_id = fields.Many2one("steward.life.event.stage", compute="_compute_stage_id")
    is_confidential = fields.Boolean(
        string="Confidential",
        compute="_compute_is_confidential",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Seen by the health steward, the supervisor and above, and by those who look after "
        "the household in it; not in searches and exports of the others (R022).",
    )
    note = fields.Text(help="What the household told, and what it wishes.")

    # whose
    partner_id = fields.Many2one(
        "res.partner", string="Household", required=True, index=True, ondelete="restrict"
    )
    occupancy_id = fields.Many2one(
        "steward.occupancy",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="From whose hand-over or move-in date it came.",
    )
    unit_id = fields.Many2one(
        "steward.unit",
        index="btree_not_null",
        compute="_compute_from_household",
        store=True,
        readonly=False,
        precompute=True,
    )
    community_id = fields.Many2one(
        "steward.community",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_from_household",
        store=True,
        readonly=False,
        precompute=True,
    )
    company_id = fields.Many2one(related="community_id.company_id", store=True)
    steward_id = fields.Many2one(
        "hr.employee",
        index="btree_not_null",
        compute="_compute_from_household",
        store=True,
        readonly=False,
        precompute=True,
    )
    door = fields.Char(related="unit_id.door")
    phone = fields.Char(related="partner_id.phone")

    # what follows
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("cancelled", "Cancelled")],
        required=True,
        readonly=True,
        default="open",
        tracking=True,
        group_expand=True,
    )
    callback_ids = fields.One2many("steward.callback", "life_event_id", string="Visits Due")
    task_ids = fields.One2many("steward.life.event.task", "event_id", string="Help")
    gift_ids = fields.One2many("steward.gift", "life_event_id", string="Gifts")
    next_due_on = fields.Date(
        string="Next Due", compute="_compute_next_due_on", help="Of the visits and of the help."
    )
    is_late = fields.Boolean(string="Late", compute="_compute_next_due_on", search="_search_late")
    closed_reason = fields.Char(string="Reason", readonly=True, copy=False, tracking=True)
    closed_on = fields.Date(string="Closed", readonly=True, copy=False)

    _occupancy_uniq = models.UniqueIndex(
        "(occupancy_id, kind_id) WHERE occupancy_id IS NOT NULL",
        "The hand-over or move-in of this occupancy is already on record.",
    )
    _open_idx = models.Index("(community_id, date) WHERE state = 'open'")

    @api.depends("kind_id.name", "partner_id", "unit_id", "is_confidential")
    def _compute_display_name(self):
        """Names of linked records are shown to whoever sees the link: what is confidential says
        no more than the door (R022)."""
        for event in self:
            # sudo: name and door of a household are everybody's
            whose = event.sudo()
            if not whose.partner_id or not whose.kind_id:
                event.display_name = ""
                continue
            event.display_name = event.env._(
                "%(kind)s: %(household)s",
                kind=event.env._("Confidential event")
                if event.is_confidential
                else whose.kind_id.name,
                household=" ".join(filter(None, (whose.unit_id.door, whose.partner_id.name))),
            )

    @api.depends("kind_id.stage_ids.months", "date", "community_id.tz")
    def _compute_stage_id(self):
        """The stage that has begun last, by the community's day."""
        for event in self:
            begun = event.kind_id.stage_ids.browse()
            if event.date and event.community_id:
                today = event.community_id._today()
                begun = event.kind_id.stage_ids.filtered(
                    lambda stage, event=event, today=today: event._stage_date(stage) <= today
                )
            event.stage_id = begun.sorted("months")[-1:]

    @api.depends("kind_id")
    def _compute_is_confidential(self):
        for event in self:
            event.is_confidential = event.is_confidential or event.kind_id.is_confidential

    @api.depends("partner_id", "occupancy_id")
    def _compute_from_household(self):
        for event in self:
            # sudo: of which dwelling it is follows from the register
            unit = event.occupancy_id.sudo().unit_id or event.partner_id.sudo().household_unit_id
            unit = unit or event.unit_id
            event.unit_id = unit
            # asked of the dwelling of the register, which is read for all events at once
            event.community_id = unit.community_id or event.community_id
            event.steward_id = unit.steward_id or event.steward_id

    @api.depends("callback_ids.state", "callback_ids.period_end", "task_ids.is_done")
    def _compute_next_due_on(self):
        for event in self:
            tasks = event.task_ids.filtered(lambda task: not task.is_done)
            due = event._demanded().mapped("period_end") + tasks.mapped("date_due")
            event.next_due_on = min(filter(None, due), default=False)
            event.is_late = bool(event.next_due_on and event.community_id) and (
                event.next_due_on < event.community_id._today()
            )

    def _search_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return ["|", ("callback_ids.is_late", "=", True), ("task_ids.is_late", "=", True)]

    @api.model_create_multi
    def create(self, vals_list):
        """What the event starts begins at once (R015, R272)."""
        if not self.env.su:
            defaults = self.default_get(list(NOTED))
            for vals in vals_list:
                given = defaults | vals
                claimed = [name for name in CLAIMED if given.get(name)]
                if claimed or given.get("state", "open") != "open":
                    self._refuse_forged()
        events = super().create(vals_list)
        events.filtered(lambda event: not event.is_confidential)._check_may_make_known()
        events._begin()
        return events

    def write(self, vals):
        if not self.env.su:
            self._check_may_write(vals)
        moved = self.browse()
        if "date" in vals:
            date = fields.Date.to_date(vals["date"])
            moved = self.filtered(lambda event: event.date != date)
        result = super().write(vals)
        if moved:
            moved._move()
        if "is_confidential" in vals:
            self._hide_deadlines()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not self.env.su:
            raise AccessError(self.env._("A life event is not deleted: cancel it, and say why."))

    def _check_may_write(self, vals):
        """:raise AccessError: for what only buttons write, for another household or kind, for the
        date of an event that the occupancy keeps, and for making a confidential kind public below
        the supervisor"""
        if NOTED & vals.keys():
            self._refuse_forged()
        if IDENTITY & vals.keys():
            raise AccessError(
                self.env._("Another household or kind is another event: cancel this one.")
            )
        if "date" in vals and self.occupancy_id:
            raise AccessError(
                self.env._("Hand-over and move-in dates are corrected in the occupancy.")
            )
        if "is_confidential" in vals and not vals["is_confidential"]:
            self._check_may_make_known()

    def _check_may_make_known(self):
        """:raise AccessError: below the supervisor, for events of a confidential kind"""
        if self.env.su or self.env.user.has_group(SUPERVISOR):
            return
        if any(event.kind_id.is_confidential for event in self):
            raise AccessError(
                self.env._("Only the supervisor makes a confidential event known (R022).")
            )

    def _refuse_forged(self):
        raise AccessError(self.env._("A life event is closed and cancelled with its buttons."))

    def _demanded(self):
        """Visits that are due and not only offered."""
        return self.callback_ids.filtered(
            lambda callback: callback.state == "open" and not callback.is_optional
        )

    def _stage_date(self, stage):
        self.ensure_one()
        return add_months(self.date, stage.months)

    def _hide_deadlines(self):
        """Clocks are as confidential as the event; the related fields follow by themselves."""
        # sudo: rows of clocks are nobody's to write
        for is_confidential, events in self.sudo().grouped("is_confidential").items():
            events.callback_ids.deadline_ids.write({"is_confidential": is_confidential})
