from odoo import fields, models


class CaseHandoff(models.Model):
    """Hand-off (转派): whose work a case became, when and why; the first receiver stays
    answerable (R066, R071)."""

    _name = "steward.case.handoff"
    _description = "Hand-Off of a Case"
    _order = "at desc, id desc"
    _rec_name = "to_id"

    case_id = fields.Many2one("steward.case", required=True, index=True, ondelete="cascade")
    community_id = fields.Many2one(related="case_id.community_id")
    from_id = fields.Many2one("hr.employee", string="Handed over by", readonly=True)
    to_id = fields.Many2one("hr.employee", string="Taken over by", readonly=True, index=True)
    department_id = fields.Many2one("hr.department", readonly=True, index="btree_not_null")
    at = fields.Datetime(string="Moment", required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Entered by", readonly=True)
    reason = fields.Char(readonly=True)
