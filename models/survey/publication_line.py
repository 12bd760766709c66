from odoo import fields, models


class PublicationLine(models.Model):
    """One promise in public (R321-R323): what was said, what is done, by when; verified by quality
    until residents are satisfied (R316-R317)."""

    _name = "steward.publication.line"
    _description = "Published Promise"
    _order = "publication_id, sequence, id"
    _check_company_auto = True

    publication_id = fields.Many2one(
        "steward.publication", required=True, index=True, ondelete="cascade"
    )
    community_id = fields.Many2one(
        related="publication_id.community_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(related="publication_id.company_id", store=True, precompute=True)
    sequence = fields.Integer(default=10)
    opinion = fields.Text(string="Opinion or Suggestion", required=True)
    measure = fields.Text()
    completion = fields.Selection(
        [
            ("immediate", "Immediate"),
            ("starts", "Starts Immediately"),
            ("continuous", "Continuous"),
            ("period", "Period"),
        ],
        default="period",
        required=True,
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To")
    responsible_id = fields.Many2one("hr.employee", check_company=True)
    department_id = fields.Many2one("hr.department", check_company=True)
