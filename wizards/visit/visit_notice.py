from odoo import api, fields, models
from odoo.exceptions import UserError


class VisitNotice(models.TransientModel):
    """Give notice of planned visits (拜访通知): on paper, by phone or by e-mail (R156-R157)."""

    _name = "steward.visit.notice"
    _description = "Notice of Visits"

    line_ids = fields.Many2many("steward.visit.plan.line", string="Planned Visits", required=True)
    notice_mode = fields.Selection(
        selection=lambda self: self._selection_notice_mode(),
        string="Notice Given by",
        required=True,
        default="mailbox",
    )
    notice_date = fields.Date(required=True, default=fields.Date.context_today)
    unreachable_note = fields.Text(compute="_compute_unreachable_note")

    def _selection_notice_mode(self):
        return self.env["steward.visit"]._fields["notice_mode"]._description_selection(self.env)

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        if self.env.context.get("active_model") == "steward.visit.plan.line":
            vals["line_ids"] = [fields.Command.set(self.env.context.get("active_ids", []))]
        return vals

    @api.depends("line_ids", "notice_mode")
    def _compute_unreachable_note(self):
        for notice in self:
            unreachable = notice.line_ids - notice._reachable_lines()
            notice.unreachable_note = unreachable and notice.env._(
                "Without an e-mail address, please give them a printed notice: %(households)s",
                households=", ".join(
                    f"{line.door or ''} {line.partner_id.name or ''}".strip()
                    for line in unreachable
                ),
            )

    def action_give(self):
        """Begin a visit for each planned visit, agreed for its proposed time, and note (by e-mail:
        send) the notice. Who has no address is left out of an e-mail notice.

        :raise UserError: for planned visits without a proposed time
        """
        self.ensure_one()
        untimed = self.line_ids.filtered(lambda line: not line.scheduled_at)
        if untimed:
            raise UserError(
                self.env._(
                    "A notice states the time of the visit: first propose one for %(households)s.",
                    households=", ".join(
                        f"{line.door or ''} {line.partner_id.name or ''}".strip()
                        for line in untimed
                    ),
                )
            )
        visits = self._visits(self._reachable_lines())
        if self.notice_mode == "email":
            template = self.env.ref("property_steward.mail_template_visit_notice")
            template.send_mail_batch(visits.ids)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Visits with Notice"),
            "res_model": "steward.visit",
            "view_mode": "list,form",
            "domain": [("id", "in", visits.ids)],
        }

    def action_give_and_print(self):
        """Note the notice, and print it for every household (C043)."""
        lines = self._reachable_lines()
        self.action_give()
        report = self.env.ref("property_steward.report_visit_notice_action")
        return dict(report.report_action(lines, config=False), close_on_report_download=True)

    def _reachable_lines(self):
        lines = self.line_ids.filtered(lambda line: line.state == "open" and line.partner_id)
        if self.notice_mode == "email":
            return lines.filtered(lambda line: line.partner_id.email)
        return lines

    def _visits(self, lines):
        """The visits under way of `lines`, begun where there are none, with the notice noted."""
        Visit = self.env["steward.visit"]
        visits = Visit.search([("line_id", "in", lines.ids), ("state", "=", "draft")])
        door = self.env.ref("property_steward.contact_mode_door")
        visits |= Visit.create(
            [
                {
                    "line_id": line.id,
                    "steward_id": line.steward_id.id,
                    "mode_id": (door if line.can_visit else line._accepted_modes()[:1]).id,
                    "start": line.scheduled_at,
                    "agreed_at": line.scheduled_at,
                }
                for line in lines - visits.line_id
            ]
        )
        visits.write({"notice_mode": self.notice_mode, "notice_date": self.notice_date})
        for visit in visits.filtered(lambda visit: not visit.agreed_at):
            visit.agreed_at = visit.line_id.scheduled_at
        return visits
