from odoo import fields, models
from odoo.tools import SQL


class CaseAgeing(models.Model):
    """How old open matters are (R096): one row per open case, with the age band of its community's
    policy; whatever is long-standing is ordered to be solved by the department."""

    _name = "steward.case.ageing"
    _description = "Ageing of Open Matters"
    _auto = False
    _order = "received_on, id"
    _rec_name = "case_id"

    case_id = fields.Many2one("steward.case", readonly=True)
    community_id = fields.Many2one("steward.community", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    unit_id = fields.Many2one("steward.unit", readonly=True)
    building_id = fields.Many2one("steward.building", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Household", readonly=True)
    steward_id = fields.Many2one("hr.employee", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    category = fields.Selection(
        selection=lambda self: (
            self.env["steward.case"]._fields["category"]._description_selection(self.env)
        ),
        readonly=True,
    )
    state = fields.Selection(
        selection=lambda self: (
            self.env["steward.case"]._fields["state"]._description_selection(self.env)
        ),
        readonly=True,
    )
    received_on = fields.Date(readonly=True)
    age_days = fields.Integer(string="Days Open", readonly=True, aggregator="avg")
    band = fields.Selection(
        [("1", "Young"), ("2", "Older"), ("3", "Old"), ("4", "Very Old")],
        string="Age Band",
        readonly=True,
        help="Bands of the policy: by default up to 7, 30 and 90 days, and older.",
    )
    is_long_standing = fields.Boolean(string="Long-Standing", readonly=True)

    @property
    def _table_query(self):
        """Today is each community's own."""
        return SQL(
            """
            SELECT k.id, k.id AS case_id, k.community_id, k.company_id, k.unit_id, u.building_id,
                   k.partner_id, k.steward_id, k.department_id, k.category, k.state,
                   k.received_on, a.days AS age_days,
                   CASE WHEN a.days <= p.ageing_days_1 THEN '1'
                        WHEN a.days <= p.ageing_days_2 THEN '2'
                        WHEN a.days <= p.ageing_days_3 THEN '3'
                        ELSE '4' END AS band,
                   a.days > p.long_standing_days AS is_long_standing
              FROM steward_case k
              JOIN steward_community c ON c.id = k.community_id
              JOIN steward_policy p ON p.id = c.policy_id
              LEFT JOIN steward_unit u ON u.id = k.unit_id
             CROSS JOIN LATERAL (
                   SELECT (%s AT TIME ZONE 'UTC' AT TIME ZONE c.tz)::date - k.received_on AS days) a
             WHERE k.state <> 'closed'
            """,
            fields.Datetime.now(),
        )

    def action_open_case(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "steward.case",
            "res_id": self.case_id.id,
            "views": [(False, "form")],
        }
