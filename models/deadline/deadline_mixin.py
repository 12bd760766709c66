from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

OPEN = ("running", "paused")


class DeadlineMixin(models.AbstractModel):
    """A record with clocks (F03, F32). Every method takes a batch and asks a bounded number of
    statements for it.

    The model is a `mail.thread` with activities, names the field with the moment of receipt in
    `_deadline_start_field`, and declares
    `models.Index("(next_due_at, id) WHERE next_due_at IS NOT NULL")` for its list of late ones.
    """

    _name = "steward.deadline.mixin"
    _description = "Record with Deadlines"

    _deadline_start_field = "create_date"
    # fields that the copies on a deadline come from; see the hooks
    _deadline_sync_fields = ("community_id", "department_id", "steward_id", "partner_id")

    deadline_ids = fields.One2many(
        "steward.deadline",
        "res_id",
        string="Deadlines",
        domain=lambda self: [("res_model", "=", self._name)],
        readonly=True,
        copy=False,
    )
    next_due_at = fields.Datetime(
        string="Next Due",
        readonly=True,
        copy=False,
        help="The earliest of the clocks that run; empty when none does.",
    )
    next_due_kind = fields.Selection(
        selection="_selection_deadline_kind", string="Next", compute="_compute_next_due_kind"
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    is_deadline_paused = fields.Boolean(string="Paused", compute="_compute_next_due_kind")

    @api.model
    def _selection_deadline_kind(self):
        return self.env["steward.deadline"]._selection_kind()

    @api.depends("deadline_ids.state", "deadline_ids.due_at")
    def _compute_next_due_kind(self):
        # sudo: which clock runs is shown to everybody who sees the record
        opened = self.env["steward.deadline"].sudo().search(self._deadline_domain(), order="due_at")
        kinds = {}
        paused = set()
        for deadline in opened:
            if deadline.state == "paused":
                paused.add(deadline.res_id)
            else:
                kinds.setdefault(deadline.res_id, deadline.kind)
        for record in self:
            record.next_due_kind = kinds.get(record.id, False)
            record.is_deadline_paused = record.id in paused

    @api.depends("next_due_at")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for record in self:
            record.is_overdue = bool(record.next_due_at) and record.next_due_at < now

    def _search_is_overdue(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("next_due_at", "<", fields.Datetime.now())

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_clocks_by_system(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_clocks_by_system(vals)
        result = super().write(vals)
        if vals.keys() & set(self._deadline_sync_fields):
            self._deadline_sync()
        return result

    def unlink(self):
        # sudo: nobody deletes deadlines by hand; they go with their record
        deadlines = self.env["steward.deadline"].sudo().search(self._deadline_domain(state=False))
        result = super().unlink()
        deadlines.unlink()
        return result

    def _check_clocks_by_system(self, vals):
        if not self.env.su and {"next_due_at", "deadline_ids"} & vals.keys():
            raise AccessError(
                self.env._("Deadlines follow from the rules; they are not entered by hand.")
            )

    # hooks

    def _deadline_community(self):
        """{record: community}, whose time zone and policy the clocks follow."""
        return {record: record.community_id for record in self}

    def _deadline_department(self):
        """{record: department} that answers for it."""
        return {record: record.department_id for record in self}

    def _deadline_responsible(self):
        """{record: employee} who answers for it and is warned first."""
        return {record: record.steward_id for record in self}

    def _deadline_partner(self):
        """{record: household}."""
        return {record: record.partner_id for record in self}

    # set-based helpers; raw SQL changes rows of `steward.deadline` in the mixin only

    def _deadline_sync(self):
        """Bring the copies of community, department, responsible and household up to date."""
        facts = self._deadline_facts()
        if not facts:
            return
        Deadline = self.env["steward.deadline"]
        Deadline.flush_model()
        columns = ("company_id", "community_id", "department_id", "responsible_id", "partner_id")
        self.env.execute_query(
            SQL(
                """
                UPDATE steward_deadline d
                   SET company_id = v.company_id, community_id = v.community_id,
                       department_id = v.department_id, responsible_id = v.responsible_id,
                       partner_id = v.partner_id
                  FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[])
                    AS v(id, company_id, community_id, department_id, responsible_id, partner_id)
                 WHERE d.res_model = %s AND d.res_id = v.id AND d.state IN ('running', 'paused')
             RETURNING d.id
                """,
                list(facts),
                *([fact[column] or None for fact in facts.values()] for column in columns),
                self._name,
            )
        )
        Deadline.invalidate_model(columns, flush=False)

    def _deadline_domain(self, kinds=None, state=OPEN):
        domain = Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids)
        if kinds is not None:
            domain &= Domain("kind", "in", kinds)
        return domain & Domain("state", "in", state) if state else domain

    def _deadline_moments(self, at, default=None):
        """{id: moment} of these records, from a moment, a dict, or `default` (else now)."""
        now = fields.Datetime.now()
        if isinstance(at, dict):
            return {record.id: at[record] for record in self if record in at}
        return {record.id: at or (default and record[default]) or now for record in self}

    def _deadline_facts(self):
        """{id: copies that a deadline of the record carries}."""
        communities = self._deadline_community()
        departments = self._deadline_department()
        responsibles = self._deadline_responsible()
        partners = self._deadline_partner()
        companies = {
            community: community.company_id.id or self.env.company.id
            for community in set(communities.values())
        }
        return {
            record.id: {
                "company_id": companies[communities[record]],
                "community_id": communities[record].id,
                "department_id": departments[record].id,
                "responsible_id": responsibles[record].id,
                "partner_id": partners[record].id,
            }
            for record in self
        }

    def _deadline_refresh(self):
        """Bring `next_due_at` of these records up to date. It is written together with what else
        changed about them: an UPDATE of a new row checks all of its foreign keys again."""
        self.env["steward.deadline"].flush_model()
        if not self.ids:
            return
        dues = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT res_id, min(due_at) FROM steward_deadline
                     WHERE res_model = %s AND res_id = ANY(%s) AND state = 'running'
                     GROUP BY res_id
                    """,
                    self._name,
                    self.ids,
                )
            )
        )
        field = self._fields["next_due_at"]
        # sudo: what is due next follows from the clocks, whoever sees the record
        changed = self.sudo().filtered(
            lambda record: (record.next_due_at or None) != dues.get(record.id)
        )
        for record in changed:
            field._update_cache(record, dues.get(record.id), dirty=True)
        changed.modified([field.name])
        # not `invalidate_recordset`, which forgets the other side of a One2many, of all records
        for name in ("deadline_ids", "next_due_kind", "is_deadline_paused"):
            self._fields[name]._invalidate_cache(self.env, self.ids)
