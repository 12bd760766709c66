from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine import quiet


class Deadline(models.Model):
    """Deadline (时限): one promise with a date, on any record with the mixin.

    Rows are made and changed by `steward.deadline.mixin` only: nobody has the right to write them.
    Times are UTC; `due_at` moves by the time paused.
    """

    _name = "steward.deadline"
    _description = "Deadline"
    _inherit = "steward.mine.mixin"
    _mine_fields = ("responsible_id",)
    _order = "due_at, id"
    # who did what, and when, is noted on the record itself; each author here would be a foreign key
    # to check, three times for every complaint
    _log_access = False

    # what was promised
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record ID", model_field="res_model", required=True, readonly=True
    )
    res_name = fields.Char(string="Concerns", compute="_compute_res_name")
    kind = fields.Selection(selection="_selection_kind", required=True, readonly=True)
    rule_id = fields.Many2one("steward.deadline.rule", ondelete="restrict", readonly=True)
    rule_ref = fields.Char(string="Rule Number", readonly=True)
    clock = fields.Selection(selection="_selection_clock", readonly=True)
    amount = fields.Float(
        string="How Long", readonly=True, aggregator=None, help="Hours or days as applied."
    )
    pausable = fields.Boolean(string="May Pause", readonly=True)

    # when
    started_at = fields.Datetime(string="Started", required=True, readonly=True)
    due_at = fields.Datetime(string="Due", required=True, readonly=True)
    cap_at = fields.Datetime(string="Not Later Than", readonly=True)
    met_at = fields.Datetime(string="Met", readonly=True)
    cancelled_at = fields.Datetime(string="Cancelled", readonly=True)
    paused_at = fields.Datetime(string="Paused", readonly=True)
    pause_reason = fields.Selection(selection="_selection_pause_reason", readonly=True)
    pause_ids = fields.One2many("steward.deadline.pause", "deadline_id", readonly=True)
    state = fields.Selection(
        [
            ("running", "Running"),
            ("paused", "Paused"),
            ("met", "Met"),
            ("met_late", "Met Late"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="running",
    )
    in_time = fields.Float(
        string="In Time (%)",
        readonly=True,
        aggregator="avg",
        help="100 for what was met in time, 0 for what was met late; open ones do not count.",
    )
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")
    is_due_today = fields.Boolean(
        string="Due Today", compute="_compute_is_due_today", search="_search_is_due_today"
    )

    # whose, copied for rights and reports
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    community_id = fields.Many2one("steward.community", readonly=True, ondelete="cascade")
    department_id = fields.Many2one("hr.department", index="btree_not_null", readonly=True)
    responsible_id = fields.Many2one("hr.employee", index="btree_not_null", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", string="Household", index="btree_not_null", readonly=True
    )

    # alerts
    next_alert_at = fields.Datetime(readonly=True)
    next_level_id = fields.Many2one("steward.deadline.level", readonly=True, ondelete="set null")
    alert_ids = fields.One2many("steward.deadline.alert", "deadline_id", readonly=True)

    _record_idx = models.Index("(res_id, res_model)")
    _one_open = models.UniqueIndex(
        "(res_model, res_id, kind) WHERE state IN ('running', 'paused')",
        "Only one clock of a kind runs on a record.",
    )
    # the figures of a month, and everything of a community
    _community_idx = models.Index("(community_id, due_at) WHERE community_id IS NOT NULL")
    _due_idx = models.Index("(due_at, id) WHERE state = 'running'")
    _alert_idx = models.Index("(next_alert_at) WHERE next_alert_at IS NOT NULL")

    @api.model
    def _selection_kind(self):
        return self.env["steward.deadline.rule"]._fields["kind"]._description_selection(self.env)

    @api.model
    def _selection_clock(self):
        return self.env["steward.deadline.rule"]._selection_clock()

    @api.model
    def _selection_pause_reason(self):
        return self.env["steward.deadline.pause"]._fields["reason"]._description_selection(self.env)

    @api.depends("res_model", "res_id")
    def _compute_res_name(self):
        for model, deadlines in self.grouped("res_model").items():
            # sudo: who reads the deadline reads the name of what it is about
            records = (
                self.env[model]
                .sudo()
                .with_context(active_test=False)
                .search_fetch([("id", "in", deadlines.mapped("res_id"))], ["display_name"])
            )
            names = {record.id: record.display_name for record in records}
            for deadline in deadlines:
                deadline.res_name = names.get(deadline.res_id, "")

    @api.depends("kind", "res_name")
    def _compute_display_name(self):
        labels = dict(self._selection_kind())
        for deadline in self:
            deadline.display_name = deadline.env._(
                "%(kind)s: %(record)s",
                kind=labels.get(deadline.kind, ""),
                record=deadline.res_name or "",
            )

    @api.depends("state", "due_at")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for deadline in self:
            deadline.is_late = deadline.state == "running" and deadline.due_at < now

    def _search_is_late(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "running") & Domain("due_at", "<", fields.Datetime.now())

    @api.depends("state", "due_at", "community_id.tz")
    def _compute_is_due_today(self):
        for deadline in self:
            deadline.is_due_today = (
                deadline.state == "running"
                and deadline._due_local().date() == deadline._local(fields.Datetime.now()).date()
            )

    def _search_is_due_today(self, operator, _value):
        if operator != "in":
            return NotImplemented

        def today(community):
            return Domain("due_at", ">=", community._day_start(community._today())) & Domain(
                "due_at", "<", community._tomorrow_start()
            )

        return Domain("state", "=", "running") & self.env["steward.community"]._domain_by_time_zone(
            today
        )

    def action_open_record(self):
        """The record that the promise is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    def _local(self, moment):
        """`moment` (naive UTC) by the clock of the community; without one, of the company."""
        self.ensure_one()
        # sudo: the company's time zone is no secret
        tz = self.community_id.tz or self.company_id.sudo().resource_calendar_id.tz or "UTC"
        return quiet.to_local(tz, moment)

    def _due_local(self):
        return self._local(self.due_at)

    @api.model
    def _insert(self, rows):
        """Running deadlines from `rows` of values, in one statement: complaints come by the
        thousand, each with its clocks. Nobody has the right to create them; the mixin does."""
        if not rows:
            return self
        # nothing is in time before it is met: `in_time` stays empty
        empty = {"state": "running", "amount": 0.0, "pausable": False}
        names = sorted(set().union(empty, *rows))
        columns = []
        for name in names:
            values = [row.get(name) or empty.get(name) for row in rows]
            columns.append(SQL("%s::%s[]", values, SQL(self._fields[name].column_type[0])))
        inserted = self.env.execute_query(
            SQL(
                "INSERT INTO steward_deadline (%s) SELECT * FROM unnest(%s) RETURNING id",
                SQL(", ").join(map(SQL.identifier, names)),
                SQL(", ").join(columns),
            )
        )
        deadlines = self.browse(row[0] for row in inserted)
        # whoever starts clocks asks what was started, and when it is due
        for name in ("res_id", "kind", "due_at"):
            self._fields[name]._insert_cache(deadlines, [row[name] for row in rows])
        return deadlines

    def _drop_activities(self):
        """What was met or cancelled needs nobody's attention any more: its activities go, and the
        list of a day once all of it is settled."""
        # sudo: the activities were made by the system
        alerts = self.env["steward.deadline.alert"].sudo().search([("deadline_id", "in", self.ids)])
        if not alerts:
            return
        alerts.activity_id.unlink()
        alerts.digest_id._retire()
