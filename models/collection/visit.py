from odoo import api, fields, models
from odoo.exceptions import AccessError

ACCOUNTING = "account.group_account_readonly,account.group_account_invoice"
RESULTS = [
    ("promised", "Promised to Pay"),
    ("will_pay", "Will Pay, No Date"),
    ("paid_meanwhile", "Says It Is Paid"),
    ("disputes", "Disputes It"),
    ("refuses", "Refuses"),
    ("not_met", "Not Met"),
]


class Visit(models.Model):
    """Conversations about fees (R024, R168, R245): set out for, or ticked on another occasion
    (R014, F29); what came of it is shown to accounting on the invoices that were talked about."""

    _inherit = "steward.visit"

    collection_action_id = fields.Many2one(
        "steward.collection.action",
        string="Step of Chasing",
        index="btree_not_null",
        copy=False,
        help="The step for which the person set out.",
    )
    collection_id = fields.Many2one(
        "steward.collection",
        string="About the Fees of",
        index="btree_not_null",
        compute="_compute_collection_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        ondelete="restrict",
    )
    candidate_collection_id = fields.Many2one(
        "steward.collection", compute="_compute_candidate_collection_id"
    )
    about_fees = fields.Boolean(
        string="Talked about Fees",
        compute="_compute_about_fees",
        inverse="_inverse_about_fees",
        readonly=False,
        help="The household is overdue: tick it where you talked about that as well (R014).",
    )
    # only accounting sees the invoices themselves
    invoice_ids = fields.Many2many(
        "account.move",
        "steward_visit_invoice_rel",
        "visit_id",
        "move_id",
        string="Invoices",
        copy=False,
        groups=ACCOUNTING,
    )
    fee_line_ids = fields.Many2many(
        "steward.arrears.line",
        string="Fees Talked about",
        compute="_compute_fee_line_ids",
        inverse="_inverse_fee_line_ids",
        readonly=False,
    )
    invoice_names = fields.Char(string="Invoices Talked about", compute="_compute_invoice_names")
    collection_result = fields.Selection(RESULTS, string="What Came of It", copy=False)
    collection_note = fields.Text(
        string="Note for Accounting",
        copy=False,
        help="Accounting reads it on the invoice: nothing confidential.",
    )
    promise_line_ids = fields.One2many(
        "steward.visit.promise", "visit_id", string="Promised Payments", copy=False
    )
    promise_ids = fields.One2many("steward.payment.promise", "visit_id", string="Promises to Pay")
    collection_cause_id = fields.Many2one(related="collection_id.cause_id", readonly=False)
    collection_cause_note = fields.Text(related="collection_id.cause_note", readonly=False)
    collection_overdue = fields.Monetary(
        related="collection_id.overdue", currency_field="collection_currency_id"
    )
    collection_oldest_due = fields.Date(related="collection_id.oldest_due")
    collection_currency_id = fields.Many2one(related="collection_id.currency_id")
    collection_unfit_note = fields.Char(compute="_compute_collection_unfit_note")

    @api.depends("collection_action_id")
    def _compute_partner_id(self):
        result = super()._compute_partner_id()
        for visit in self.filtered("collection_action_id"):
            visit.partner_id = visit.collection_action_id.partner_id
        return result

    @api.depends("collection_action_id")
    def _compute_community_id(self):
        result = super()._compute_community_id()
        for visit in self.filtered("collection_action_id"):
            visit.community_id = visit.collection_action_id.community_id
        return result

    @api.depends("collection_action_id")
    def _compute_unit_id(self):
        result = super()._compute_unit_id()
        for visit in self.filtered("collection_action_id.unit_id"):
            if visit.partner_id == visit.collection_action_id.partner_id:
                visit.unit_id = visit.collection_action_id.unit_id
        return result

    @api.depends("collection_id")
    def _compute_purpose_ids(self):
        result = super()._compute_purpose_ids()
        purpose = self.env.ref("property_steward.visit_purpose_fee", raise_if_not_found=False)
        for visit in self.filtered("collection_id") if purpose else ():
            visit.purpose_ids |= purpose
        return result

    @api.depends("collection_action_id")
    def _compute_collection_id(self):
        for visit in self:
            visit.collection_id = visit.collection_action_id.collection_id or visit.collection_id

    @api.depends("partner_id", "community_id", "state")
    def _compute_candidate_collection_id(self):
        """The open case of the household; one search for all visits."""
        drafts = self.filtered(lambda visit: visit.state == "draft")
        found = self.env["steward.collection"].search(
            [("state", "=", "open"), ("partner_id", "in", drafts.partner_id.ids)]
        )
        by_household = {(case.partner_id.id, case.community_id.id): case for case in found}
        for visit in self:
            key = (visit.partner_id._origin.id, visit.community_id._origin.id)
            visit.candidate_collection_id = visit in drafts and by_household.get(key)

    @api.depends("collection_id")
    def _compute_about_fees(self):
        for visit in self:
            visit.about_fees = bool(visit.collection_id)

    def _inverse_about_fees(self):
        for visit in self:
            if not visit.collection_action_id:
                visit.collection_id = visit.about_fees and visit.candidate_collection_id

    @api.onchange("about_fees")
    def _onchange_about_fees(self):
        self._inverse_about_fees()

    @api.depends("collection_id", "invoice_ids")
    def _compute_fee_line_ids(self):
        """The open items of the invoices that were talked about: of a conversation under way, all
        that are overdue, unless others were chosen."""
        Line = self.env["steward.arrears.line"]
        talked = self.filtered("collection_id")
        lines = Line.with_context(steward_arrears_payers=talked.partner_id.ids).search(
            [("partner_id", "in", talked.partner_id.ids), ("is_credit", "=", False)]
        )
        for visit in self:
            # sudo: which invoices they are is shown by number only
            chosen = visit.sudo().invoice_ids.line_ids.ids
            today = visit.community_id and visit.community_id._today()
            visit.fee_line_ids = lines.filtered(
                lambda line, visit=visit, chosen=chosen, today=today: (
                    line.partner_id == visit.partner_id._origin
                    and line.community_id == visit.community_id._origin
                    and (line.id in chosen if chosen else line.date_due < today)
                )
            )

    @api.depends("invoice_ids")
    def _compute_invoice_names(self):
        for visit in self:
            # sudo: a steward knows the numbers of the invoices, and opens none of them
            visit.invoice_names = ", ".join(visit.sudo().invoice_ids.mapped("name"))

    def _inverse_fee_line_ids(self):
        for visit in self:
            visit._talk_about(visit.fee_line_ids)

    def _talk_about(self, lines):
        """Keep the invoices of these open items, which are the household's own."""
        self.ensure_one()
        own = lines.filtered(lambda line: line.partner_id == self.partner_id)
        # sudo: a steward reads no invoices; only those of the household are linked
        moves = self.env["account.move.line"].sudo().browse(own.ids).move_id
        self.sudo().invoice_ids = moves.filtered(lambda move: move.is_invoice())

    @api.depends("collection_id", "mode_id", "state")
    def _compute_collection_unfit_note(self):
        for visit in self:
            action = visit._collection_step()
            unfit = visit.state == "draft" and visit.mode_id and action
            visit.collection_unfit_note = action._unfit_reason(visit) if unfit else False

    def _collection_step(self):
        """The step that this conversation could do: the one set out for, else the open one."""
        self.ensure_one()
        # sudo: the step of a case is seen by whoever sees the case
        steps = self.sudo().collection_id.action_ids
        return self.collection_action_id or steps.filtered(
            lambda action: action.state == "open"
        ).with_env(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        visits = super().create(vals_list)
        visits._check_collection_access()
        return visits

    def write(self, vals):
        result = super().write(vals)
        if {"collection_id", "collection_action_id", "partner_id"} & vals.keys():
            self._check_collection_access()
        return result

    def _check_collection_access(self):
        """Fees are talked about by those who may chase them, with whoever owes them."""
        if self.env.su:
            return
        about = self.filtered("collection_id")
        if not about:
            return
        about.collection_id.check_access("write")
        about.collection_action_id.check_access("write")
        for visit in about:
            if visit.collection_id.partner_id != visit.partner_id:
                raise AccessError(
                    visit.env._("The fees of one household are not talked about with another.")
                )

    def _after_recording_fields(self):
        return super()._after_recording_fields() | {"promise_ids"}
