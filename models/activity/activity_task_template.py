from odoo import fields, models

# who does what, before and on the day (E46, R293-R296)
DUTIES = [
    ("commander", "On-Site Command"),
    ("coordination", "Coordination, Important Guests, Emergencies"),
    ("reception", "Reception and Liaison"),
    ("hosting", "Layout, Hosting, Opinion Survey"),
    ("media", "Photo and Video"),
    ("power", "Power and Emergencies"),
    ("safety", "Safety, Vehicles, Police Liaison"),
    ("purchasing", "Purchasing and Staff Service"),
    ("equipment", "Layout, Power and Equipment"),
    ("permit", "Permits"),
    ("other", "Other"),
]


class ActivityTaskTemplate(models.Model):
    """Task that activities of a kind, or all, propose: which department does what, how many days
    before the start (R294-R296, E46)."""

    _name = "steward.activity.task.template"
    _description = "Task of a Kind of Activity"
    _order = "days_before desc, sequence, id"

    kind_id = fields.Many2one(
        "steward.activity.kind", index=True, ondelete="cascade", help="Empty: every activity."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    name = fields.Char(string="Task", required=True, translate=True)
    duty = fields.Selection(DUTIES, string="Role at the Activity", required=True, default="other")
    days_before = fields.Integer(
        string="Days before Start",
        aggregator=None,
        help="Day by which it is done; 0: the day itself, negative: after it.",
    )
    department_name = fields.Char(
        string="Department of the Procedures",
        translate=True,
        help="As the procedures call it; firms name their departments otherwise (F18).",
    )
    department_id = fields.Many2one(
        "hr.department",
        string="Department Here",
        company_dependent=True,
        help="The department of the current company that does it; its head gets the task.",
    )
    assignee = fields.Selection(
        [
            ("commander", "On-Site Commander"),
            ("steward", "Responsible for the Activity"),
            ("role", "Holder of a Role"),
            ("department", "Head of the Department"),
        ],
        string="Assigned to",
        required=True,
        default="department",
    )
    role_id = fields.Many2one("steward.role", ondelete="restrict")

    _role_named = models.Constraint(
        "CHECK(assignee <> 'role' OR role_id IS NOT NULL)",
        "Say which role does the task.",
    )

    def _department(self, activity):
        """The department that does it in the company of `activity`."""
        self.ensure_one()
        return self.with_company(activity.company_id).department_id

    def _assignee_of(self, activity, holders):
        """The employee who does it for `activity`.

        :param holders: function of community and role that gives the employee
        """
        self.ensure_one()
        if self.assignee == "commander":
            return activity.commander_id
        if self.assignee == "steward":
            return activity.steward_id
        if self.assignee == "role":
            return holders(activity.community_id, self.role_id)
        # sudo: who heads a department is no secret
        return self._department(activity).sudo().manager_id.sudo(False)
