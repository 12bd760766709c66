from odoo import fields, models

from .collection_step import KINDS, PAPERS

DELIVERIES = [
    ("box", "Letter Box"),
    ("door", "At the Door"),
    ("post", "Registered Post"),
    ("email", "E-Mail"),
    ("sms", "SMS"),
    ("wechat", "WeChat"),
]


class CollectionAction(models.Model):
    """Step that is taken to collect fees (催缴执行): a conversation that is owed, or a paper that
    is to be delivered (R024, R168). Of a collection case at most one is open."""

    _name = "steward.collection.action"
    _description = "Collection Action"
    _inherit = ["steward.obligation.mixin", "steward.guard.mixin", "steward.own.area.mixin"]
    _order = "period_end, id"
    _rec_names_search = ["partner_id", "door"]
    _check_company_auto = True

    collection_id = fields.Many2one(
        "steward.collection",
        string="Collection Case",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    step_id = fields.Many2one(
        "steward.collection.step", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    kind = fields.Selection(KINDS, string="Kind of Step", required=True, readonly=True)

    # whom
    partner_id = fields.Many2one(
        related="collection_id.partner_id", store=True, precompute=True, index=True
    )
    community_id = fields.Many2one(
        related="collection_id.community_id", store=True, precompute=True
    )
    company_id = fields.Many2one(related="collection_id.company_id", store=True, precompute=True)
    unit_id = fields.Many2one(
        related="collection_id.unit_id", store=True, precompute=True, index="btree_not_null"
    )
    building_id = fields.Many2one(
        related="unit_id.building_id", store=True, precompute=True, index="btree_not_null"
    )
    door = fields.Char(related="unit_id.door", store=True, precompute=True)
    phone = fields.Char(related="partner_id.phone")
    steward_id = fields.Many2one(related="collection_id.steward_id", store=True, precompute=True)

    # when and how
    mode_ids = fields.Many2many("steward.contact.mode", string="Modes Accepted", readonly=True)
    scheduled_at = fields.Datetime(string="Proposed Time", help="Outside of quiet hours (R011).")
    state = fields.Selection(group_expand=True)
    requested_by_id = fields.Many2one("res.users", string="Asked for by", readonly=True)
    request_reason = fields.Char(string="Why Accounting Asks", readonly=True)

    # done
    done_on = fields.Date(readonly=True, copy=False)
    delivered_on = fields.Date(string="Delivered on", readonly=True, copy=False)
    delivery = fields.Selection(DELIVERIES, string="Way of Delivery", readonly=True, copy=False)
    delivered_by_id = fields.Many2one("hr.employee", readonly=True, copy=False)
    closed_note = fields.Char(string="Why It Fell Away", readonly=True, copy=False)

    _done_by_visit = models.Constraint(
        "CHECK(state <> 'done' OR visit_id IS NOT NULL OR delivered_on IS NOT NULL)",
        "A step is done by a recorded conversation, or by delivering its paper.",
    )
    _open_uniq = models.UniqueIndex(
        "(collection_id) WHERE state = 'open'", "The next step of this case is already planned."
    )
    _day_idx = models.Index("(steward_id, period_end) WHERE state = 'open'")
    _late_idx = models.Index("(community_id, period_end) WHERE state = 'open'")

    _guarded_fields = frozenset(
        (
            "collection_id",
            "step_id",
            "kind",
            "period_start",
            "period_end",
            "mode_ids",
            "attempt_count",
            "state",
            "visit_id",
            "requested_by_id",
            "request_reason",
            "done_on",
            "delivered_on",
            "delivery",
            "delivered_by_id",
            "closed_note",
        )
    )

    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for action in self:
            # sudo: name and door of a household are everybody's
            record = action.sudo()
            action.display_name = action.env._(
                "%(step)s: %(household)s",
                step=record.step_id.name or labels.get(action.kind, ""),
                household=" ".join(filter(None, (record.door, record.partner_id.name))),
            )

    def _accepted_modes(self):
        return self.mode_ids

    def _is_paper(self):
        self.ensure_one()
        return self.kind in PAPERS
