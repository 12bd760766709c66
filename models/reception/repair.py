from datetime import timedelta

from odoo import api, fields, models

COMPULSORY = ("contact_name", "contact_phone", "address", "content", "appointed_at")
# what goes back to after-sales is known by its place, what is left to do, and by when (R105)
COMPULSORY_REWORK = ("address", "content", "settle_by")


class Repair(models.Model):
    """Repair or rework (报修/返修): appointed, dispatched, done, charged (R094, R102-R106,
    R276-R279, R327; the forms C025 and C102)."""

    _name = "steward.repair"
    _description = "Repair or Rework Sheet"
    _inherit = ["steward.sheet.work.mixin"]
    _inherits = {"steward.case": "case_id"}
    _number_prefix = "WX"
    _default_category = "repair"

    kind = fields.Selection(
        [("repair", "Repair"), ("rework", "Rework by After-Sales")],
        required=True,
        compute="_compute_kind",
        store=True,
        precompute=True,
        help="What construction left behind goes back to the after-sales department (R105).",
    )
    repair_class = fields.Selection(
        [
            ("urgent", "Urgent Repair"),
            ("safety", "Safety Facility"),
            ("leak", "House Leak"),
            ("other", "Other Repair"),
        ],
        required=True,
        default="other",
        help="Decides when the household is called back (R018-R019, R194-R196).",
    )

    # the five fields of the Resident Repair Record (R278)
    contact_name = fields.Char(
        string="Contact", compute="_compute_contact", store=True, readonly=False, precompute=True
    )
    contact_phone = fields.Char(
        compute="_compute_contact", store=True, readonly=False, precompute=True
    )
    address = fields.Char(compute="_compute_contact", store=True, readonly=False, precompute=True)
    content = fields.Text(
        string="What Is to Be Repaired",
        compute="_compute_content",
        store=True,
        readonly=False,
        precompute=True,
    )
    appointed_at = fields.Datetime(string="Appointed Time", copy=False)

    # work
    settle_by = fields.Datetime(
        string="Specified Time",
        compute="_compute_settle_by",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="By which it is finished: given to the after-sales department (R105), else the "
        "appointed time and the hours of the policy.",
    )
    done_at = fields.Datetime(string="Completed", readonly=True, copy=False)
    material = fields.Text(string="Materials Used", copy=False)
    charge_amount = fields.Monetary(string="Charge", copy=False)

    _done_idx = models.Index("(done_at) WHERE done_at IS NOT NULL")
    _charge_positive = models.Constraint(
        "CHECK(charge_amount >= 0)", "A repair is not charged with less than nothing."
    )

    @api.model
    def _case_field(self):
        return "repair_id"

    @api.depends("case_id.category")
    def _compute_kind(self):
        for repair in self:
            repair.kind = "rework" if repair.case_id.category == "after_sales" else "repair"

    @api.depends("case_id.partner_id", "case_id.unit_id")
    def _compute_contact(self):
        for repair in self:
            household = repair.case_id.partner_id
            repair.contact_name = repair.contact_name or household.name
            repair.contact_phone = repair.contact_phone or household.phone
            unit = repair.case_id.unit_id
            place = " ".join(part for part in (unit.community_id.name, unit.door) if part)
            repair.address = repair.address or place

    @api.depends("case_id.words")
    def _compute_content(self):
        for repair in self:
            repair.content = repair.content or repair.case_id.words

    @api.depends("appointed_at")
    def _compute_settle_by(self):
        """A later change of the policy moves no time that was given."""
        for repair in self:
            hours = repair.case_id.community_id.policy_id.repair_hours
            if repair.appointed_at and repair.case_id.category != "after_sales":
                repair.settle_by = repair.appointed_at + timedelta(hours=hours)
            else:
                repair.settle_by = repair.settle_by

    @api.depends("appointed_at", "settle_by", "started_at")
    def _compute_work_due_at(self):
        return super()._compute_work_due_at()

    def _work_due(self):
        if self.started_at:
            return self.settle_by
        return self.appointed_at or self.settle_by

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._with_promise(vals) for vals in vals_list]
        self._raise_priority(vals_list)
        return super().create(vals_list)

    @api.model
    def _with_promise(self, vals):
        """R072: who agreed a time with the household has promised one."""
        settle_by = fields.Datetime.to_datetime(vals.get("settle_by"))
        appointed_at = fields.Datetime.to_datetime(vals.get("appointed_at"))
        if vals.get("case_id") or vals.get("promised_at") or not (settle_by or appointed_at):
            return dict(vals)
        if not settle_by:
            household = self.env["res.partner"].browse(vals.get("partner_id"))
            community = self.env["steward.community"].browse(vals.get("community_id"))
            policy = (community or household.household_community_id).policy_id
            settle_by = appointed_at + timedelta(hours=policy.repair_hours)
        received_at = fields.Datetime.to_datetime(vals.get("received_at")) or fields.Datetime.now()
        return {**vals, "promised_at": settle_by if settle_by >= received_at else False}

    @api.model
    def _raise_priority(self, vals_list):
        """R029, R191: an urgent repair is an urgent matter."""
        opened = self.env["steward.case"]
        for vals in vals_list:
            if vals.get("repair_class") != "urgent":
                continue
            if vals.get("case_id"):
                opened |= opened.browse(vals["case_id"])
            else:
                vals["priority"] = "urgent"
        opened.filtered(lambda case: case.priority != "urgent")._note({"priority": "urgent"})

    def write(self, vals):
        result = super().write(vals)
        if {"appointed_at", "settle_by"} & vals.keys():
            self._set_settle_clock()
            self._drop_settle_clock()
        if "repair_class" in vals:
            self._restart_dispatch_clock()
        return result

    def _set_settle_clock(self):
        """The clock of the specified time (R105, R277)."""
        due = {
            repair.case_id: repair.settle_by
            for repair in self
            if repair.settle_by
            and repair.is_current
            and repair.case_id.registered_at
            and not repair.done_at
        }
        if due:
            self.env["steward.case"].union(*due)._deadline_set("settle", due)

    def _drop_settle_clock(self):
        untimed = self.filtered(lambda repair: repair.is_current and not repair.settle_by)
        if untimed:
            untimed.case_id._deadline_cancel(["settle"])

    def _restart_dispatch_clock(self):
        """Emergencies are told at once, at any hour (R191): another class, another clock."""
        waiting = self.filtered(
            lambda repair: (
                repair.is_current
                and repair.kind == "repair"
                and repair.case_id.registered_at
                and not repair.dispatched_at
                and repair.case_id.state in ("open", "investigated", "in_progress")
            )
        )
        urgent = waiting.filtered(
            lambda repair: repair.repair_class == "urgent" and repair.case_id.priority != "urgent"
        )
        # sudo: follows from the class, whoever may choose it
        urgent.case_id.sudo()._note({"priority": "urgent"})
        waiting.case_id._deadline_cancel(["dispatch"])
        waiting.case_id._deadline_start("received")

    def _missing_fields(self):
        """Labels of the compulsory fields that are empty (R105, R278)."""
        self.ensure_one()
        names = COMPULSORY_REWORK if self.kind == "rework" else COMPULSORY
        return super()._missing_fields() + [
            self._fields[name]._description_string(self.env)
            for name in names
            if not (self[name].strip() if isinstance(self[name], str) else self[name])
        ]

    def _problems_done(self, moment):
        problems = super()._problems_done(moment)
        if not (self.work_done or "").strip():
            problems.append(self.env._("Write down what was done."))
        return problems

    def _problems_handled(self):
        self.ensure_one()
        problems = super()._problems_handled()
        if not self.done_at:
            problems.append(self.env._("The repair is not marked as done yet."))
        return problems

    def _on_done(self, moment):
        self.case_id._deadline_meet(["settle"], moment)
        return super()._on_done(moment)

    def _reopened_values(self):
        return {**super()._reopened_values(), "appointed_at": False, "settle_by": False}

    def _work_address(self):
        return self.address

    @api.model
    def _work_fields(self):
        return super()._work_fields() | {"material", "charge_amount", "leak_responsibility"}

    # charge

    @api.model
    def _charge_fields(self):
        return {"charge_amount"}

    def _charge(self):
        return self.charge_amount

    def _charge_lines(self):
        product = self.env.ref("property_steward.product_repair_charge").product_variant_id
        details = "\n".join(filter(None, (self.work_done, self.material)))
        return [
            {
                "product_id": product.id,
                "name": f"{self.number} {self.address or ''}\n{details}".strip(),
                "quantity": 1.0,
                "price_unit": self.charge_amount,
            }
        ]

    @api.model
    def _sheet_field_of_invoice(self):
        return "steward_repair_id"
