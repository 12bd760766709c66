from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class KeptMixin(models.AbstractModel):
    """A form of an activity that is kept permanently (R299, F23): nobody deletes it, there is
    nothing to archive, and once it is done it changes by an amendment only, which keeps what it
    said before.

    Models name the content in `_kept_fields`, fields of attachments also in `_document_fields`.
    """

    _name = "steward.kept.mixin"
    _description = "Kept Permanently"
    _inherit = ["steward.document.mixin"]
    _kept_fields = ()

    activity_id = fields.Many2one(
        "steward.community.activity", required=True, readonly=True, ondelete="restrict"
    )
    community_id = fields.Many2one(
        related="activity_id.community_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True, precompute=True)
    steward_id = fields.Many2one(
        "hr.employee",
        string="Filled in by",
        index="btree_not_null",
        check_company=True,
        compute="_compute_steward_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    kind_id = fields.Many2one(related="activity_id.kind_id")
    date_begin = fields.Datetime(related="activity_id.date_begin")

    @api.depends("activity_id")
    def _compute_steward_id(self):
        for record in self:
            record.steward_id = record.steward_id or record.activity_id.steward_id

    def write(self, vals):
        """:raise UserError: for the content of a form that is done, whoever writes it"""
        if set(self._kept_fields) & vals.keys():
            for record in self:
                if record._is_kept():
                    raise UserError(
                        record.env._(
                            "%(form)s is done and kept as it is: amend it with a reason.",
                            form=record.display_name,
                        )
                    )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Planning, record and evaluation forms of activities are kept permanently.")
        )

    def _is_kept(self):
        """Whether the form is done."""
        raise NotImplementedError

    def _reopen(self):
        """Hook: back to draft."""

    def _keep_documents(self):
        """:raise AccessError: for files that the user may not read, which the form would show"""
        for record in self:
            for name in self._document_fields:
                # sudo: files that the user may not read would be left out without it
                record.sudo()[name].sudo(False).check_access("read")
        return super()._keep_documents()

    def action_amend(self):
        """Ask why, then open the form again; what it said is kept (R299)."""
        self._check_may_amend()
        return self.env["steward.reason.wizard"]._ask(self, "activity_amend")

    def _amend(self, reason):
        """:raise AccessError: for whoever does not review activities"""
        self._check_may_amend()
        # sudo: amendments are written here only, by whoever may
        self.env["steward.activity.amendment"].sudo().create(
            [
                {
                    "activity_id": record.activity_id.id,
                    "form": record.display_name,
                    "text": record._kept_text(),
                    "reason": reason,
                }
                for record in self
            ]
        )
        # sudo: states are closed to everything but these actions
        self.sudo()._reopen()
        # a closed file is open again until the amended form is done
        closed = self.activity_id.filtered(lambda activity: activity.state == "closed")
        closed.sudo().write({"state": "held", "closed_at": False})

    def _check_may_amend(self):
        self.check_access("write")
        for record in self:
            activity = record.activity_id
            if not record._is_kept():
                raise UserError(
                    record.env._(
                        "%(form)s is not done yet: change it directly.", form=record.display_name
                    )
                )
            role = activity.community_id.policy_id.activity_review_role_id
            if not role._held_by(self.env.user, activity.community_id):
                raise AccessError(
                    record.env._(
                        "Forms that are kept are amended by the %(role)s of %(community)s.",
                        role=role.name,
                        community=activity.community_id.name,
                    )
                )

    def _kept_text(self):
        """All of its content as text, label by label."""
        self.ensure_one()
        lines = []
        for name in self._kept_fields:
            field = self._fields[name]
            value = self[name]
            if field.type == "selection":
                value = dict(field._description_selection(self.env)).get(value)
            elif field.relational:
                value = "、".join(value.mapped("display_name"))
            if value:
                lines.append(f"{field._description_string(self.env)}: {value}")
        return "\n".join(lines)
