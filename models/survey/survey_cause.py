from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

ASPECTS = [
    ("man", "Man"),
    ("machine", "Machine"),
    ("material", "Material"),
    ("method", "Method"),
    ("environment", "Environment"),
]


class SurveyCause(models.Model):
    """Cause on the fishbone of a weak spot (因果图, C085): under one of five aspects (E39), from
    large to small, until measures can be taken against the smallest (R229-R230)."""

    _name = "steward.survey.cause"
    _description = "Cause of a Weak Spot"
    _order = "wave_id desc, dimension_id, aspect, parent_path, sequence, id"
    _parent_store = True
    _check_company_auto = True

    wave_id = fields.Many2one("steward.survey.wave", required=True, index=True, ondelete="cascade")
    community_id = fields.Many2one(
        related="wave_id.community_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(related="wave_id.company_id", store=True, precompute=True)
    dimension_id = fields.Many2one(
        "steward.survey.dimension",
        string="Weak Spot",
        required=True,
        index=True,
        ondelete="restrict",
    )
    aspect = fields.Selection(ASPECTS, required=True, default="man")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Cause", required=True)
    parent_id = fields.Many2one(
        "steward.survey.cause",
        string="Larger Cause",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('wave_id', '=', wave_id), ('dimension_id', '=', dimension_id),"
        " ('aspect', '=', aspect)]",
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("steward.survey.cause", "parent_id", string="Smaller Causes")
    is_leaf = fields.Boolean(
        string="Smallest", compute="_compute_is_leaf", help="Measures are taken against it."
    )

    # what is done about the smallest ones
    measure = fields.Text()
    responsible_id = fields.Many2one("hr.employee", check_company=True)
    date_due = fields.Date(string="To Be Done by")
    corrective_action_id = fields.Many2one(
        "steward.corrective.action",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Corrective or preventive action that grew out of it (R230).",
    )

    @api.depends("child_ids")
    def _compute_is_leaf(self):
        for cause in self:
            cause.is_leaf = not cause.child_ids

    @api.constrains("parent_id", "wave_id", "dimension_id", "aspect")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A cause cannot lie behind itself."))
        for cause in self | self.child_ids:
            parent = cause.parent_id
            if parent and any(
                cause[name] != parent[name] for name in ("wave_id", "dimension_id", "aspect")
            ):
                raise ValidationError(
                    cause.env._(
                        "“%(cause)s” lies behind “%(parent)s”: both belong to the same survey, "
                        "weak spot and aspect.",
                        cause=cause.name,
                        parent=parent.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        causes = super().create(vals_list)
        causes._check_wave_open()
        return causes

    def write(self, vals):
        self._check_wave_open()
        result = super().write(vals)
        if "wave_id" in vals:
            self._check_wave_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._check_wave_open()

    def _check_wave_open(self):
        """R230: the records of the analysis are kept as they are."""
        if self.env.su:
            return
        for cause in self:
            if cause.wave_id.state in ("closed", "cancelled"):
                raise UserError(
                    cause.env._(
                        "%(wave)s is closed: the analysis stays as it is.",
                        wave=cause.wave_id.display_name,
                    )
                )

    def _is_answered(self):
        """Whether it says what is done about it, by whom and by when."""
        self.ensure_one()
        return bool((self.measure or "").strip() and self.responsible_id and self.date_due)

    def action_correct(self):
        """Open the corrective action that the measure becomes (R230)."""
        self.ensure_one()
        self.check_access("read")
        if not self.corrective_action_id:
            if self.child_ids:
                raise UserError(
                    self.env._("“%(cause)s” has smaller causes: choose one.", cause=self.name)
                )
            action = self.env["steward.corrective.action"].create(
                {
                    "name": f"{self.dimension_id.name}: {self.name}"[:200],
                    "community_id": self.community_id.id,
                    "department_id": self.dimension_id.department_id.id,
                    "cause": " ← ".join(self._line().mapped("name")),
                    "measure": self.measure,
                    "responsible_id": self.responsible_id.id,
                    "due_on": self.date_due,
                }
            )
            # sudo: the link is made here only, also after the wave is closed
            self.sudo().corrective_action_id = action
        return {
            "type": "ir.actions.act_window",
            "res_model": "steward.corrective.action",
            "res_id": self.corrective_action_id.id,
            "views": [(False, "form")],
        }

    def _line(self):
        """This cause and the larger ones before it, the smallest first."""
        line = self
        while line[-1:].parent_id:
            line += line[-1:].parent_id
        return line
