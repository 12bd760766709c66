import secrets

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

# without the characters that look alike on paper
PASSWORD_CHARS = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_LENGTH = 12


class LoginCreate(models.TransientModel):
    """Logins and roles for many employees at once: thirty stewards in one action (R269).

    The login is the work e-mail, else the work phone, else the badge or a number; it can be
    changed before. Whoever is skipped is listed with the reason.
    """

    _name = "steward.login.create"
    _description = "Logins and Roles for Employees"

    role_id = fields.Many2one(
        "steward.role",
        required=True,
        default=lambda self: self.env.ref("property_steward.role_steward"),
        domain="[('group_id', '!=', False)]",
    )
    community_id = fields.Many2one(
        "steward.community",
        help="Empty: the communities in which each of them looks after buildings or units.",
    )
    invite = fields.Boolean(
        string="Invite by E-Mail",
        help="Odoo mails an invitation to everybody with an e-mail address. Otherwise no mail is "
        "sent and a first password is shown once, here.",
    )
    state = fields.Selection([("draft", "To Check"), ("done", "Done")], default="draft")
    line_ids = fields.One2many("steward.login.create.line", "wizard_id")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if "line_ids" in fields_list:
            values["line_ids"] = [
                Command.create({"employee_id": employee.id, "login": login})
                for employee, login in self._suggest_logins(self._default_employees()).items()
            ]
        return values

    @api.model
    def _default_employees(self):
        """The employees of the list from which the action was called; else the stewards of
        buildings, units and roles who have no login yet."""
        # sudo: names, e-mail and phone at work are public inside the firm
        Employee = self.env["hr.employee"].sudo()
        if self.env.context.get("active_model") in ("hr.employee", "hr.employee.public"):
            return Employee.browse(self.env.context.get("active_ids"))
        return Employee.search(
            [
                ("user_id", "=", False),
                ("company_id", "in", self.env.companies.ids),
                "|",
                ("steward_building_ids", "!=", False),
                ("steward_assignment_ids", "!=", False),
            ]
        )

    @api.model
    def _suggest_logins(self, employees):
        return {
            employee: employee.user_id.login
            or employee.work_email
            or self.env["res.partner"]._phone_digits(employee.work_phone)
            or self.env["res.partner"]._phone_digits(employee.mobile_phone)
            or employee.barcode
            or f"e{employee.id:04d}"
            for employee in employees
        }

    def action_create_logins(self):
        """:raise AccessError: for whoever is not at least centre manager"""
        self.ensure_one()
        if not self.env.user.has_group("property_steward.property_steward_group_centre_manager"):
            raise AccessError(
                self.env._("Logins are created by centre managers and general managers.")
            )
        if self.state == "done":
            raise UserError(self.env._("These logins have been created."))
        communities = self._communities_by_employee()
        self._create_users(self.line_ids.filtered(lambda line: line._may_create(communities)))
        self._fill_roles(communities)
        self.state = "done"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Logins and Roles"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _communities_by_employee(self):
        """Communities whose roles the user fills, by employee: the chosen one, or those where
        the employee looks after buildings or units or holds a role already."""
        if self.community_id:
            return {line.employee_id.id: self.community_id for line in self.line_ids}
        Community = self.env["steward.community"]
        found = {}
        # sudo: who looks after what is readable for everybody; only own communities are kept
        employees = self.line_ids.employee_id.ids
        sources = [
            ("steward.building", "steward_id"),
            ("steward.unit", "own_steward_id"),
            ("steward.role.assignment", "employee_id"),
        ]
        for model, field in sources:
            groups = (
                self.env[model]
                .sudo()
                ._read_group([(field, "in", employees)], [field, "community_id"])
            )
            for employee, community in groups:
                found.setdefault(employee.id, Community)
                found[employee.id] |= community.with_env(self.env)
        return {key: each._filtered_access("write") for key, each in found.items()}

    def _create_users(self, lines):
        # sudo: creating users is the administrator's; the caller is a centre manager, and a login
        # begins with no right but those that the roles grant
        env = self.sudo().with_context(no_reset_password=not self.invite).env
        vals_list = []
        for line in lines:
            # sudo: name and work address of the employee go into the login
            employee = line.sudo().employee_id
            line.password = not self.invite and "".join(
                secrets.choice(PASSWORD_CHARS) for _index in range(PASSWORD_LENGTH)
            )
            vals_list.append(
                {
                    "name": employee.name,
                    "login": line.login,
                    **({"password": line.password} if line.password else {}),
                    "email": employee.work_email,
                    "partner_id": employee.work_contact_id.id,
                    "create_employee_id": employee.id,
                    "company_id": employee.company_id.id,
                    "company_ids": [Command.set(employee.company_id.ids)],
                    "group_ids": [Command.set(env.ref("base.group_user").ids)],
                    "lang": self.env.user.lang,
                    "tz": employee.tz or self.env.user.tz,
                }
            )
        env["res.users"].create(vals_list)
        for line in lines:
            line.result = self.env._("Login created.")
            line.is_created = True

    def _fill_roles(self, communities):
        """With the user's own rights: nobody fills a role that is not below the own."""
        Assignment = self.env["steward.role.assignment"]
        held = {
            (assignment.employee_id, assignment.community_id)
            for assignment in Assignment.search(
                [
                    ("role_id", "=", self.role_id.id),
                    ("employee_id", "in", self.line_ids.employee_id.ids),
                ]
            ).filtered("is_in_force")
        }
        vals_list = []
        # sudo: only whether the employee has a login is read
        for line in self.line_ids.filtered(lambda line: line.sudo().employee_id.user_id):
            given = []
            for community in communities.get(line.employee_id.id, ()):
                given.append(community.name)
                if (line.employee_id, community) not in held:
                    vals_list.append(
                        {
                            "community_id": community.id,
                            "role_id": self.role_id.id,
                            "employee_id": line.employee_id.id,
                            "date_from": community._today(),
                        }
                    )
            if given:
                line.result = " ".join(
                    [
                        line.result or "",
                        self.env._(
                            "%(role)s of %(communities)s.",
                            role=self.role_id.name,
                            communities=", ".join(given),
                        ),
                    ]
                ).strip()
        Assignment.create(vals_list)


class LoginCreateLine(models.TransientModel):
    _name = "steward.login.create.line"
    _description = "Login for an Employee"

    wizard_id = fields.Many2one(
        "steward.login.create", required=True, ondelete="cascade", index=True
    )
    employee_id = fields.Many2one("hr.employee", required=True)
    login = fields.Char(required=True)
    is_created = fields.Boolean(string="Created", readonly=True)
    password = fields.Char(string="First Password", readonly=True)
    result = fields.Char(readonly=True)

    def _may_create(self, communities):
        """Whether a login is created; if not, `result` says why."""
        # sudo: only whether the login is taken, and public data of the employee
        employee = self.sudo().employee_id
        taken = (
            self.env["res.users"]
            .sudo()
            .with_context(active_test=False)
            .search_count([("login", "=", self.login)], limit=1)
        )
        twice = self.wizard_id.line_ids.filtered(lambda line: line.login == self.login)[:1] != self
        if employee.user_id:
            self.result = self.env._("Has the login %(login)s.", login=employee.user_id.login)
        elif not employee.active:
            self.result = self.env._("Skipped: has left the firm.")
        elif taken or twice:
            self.result = self.env._("Skipped: the login %(login)s is taken.", login=self.login)
        elif self.wizard_id.invite and not employee.work_email:
            self.result = self.env._("Skipped: there is no e-mail address for the invitation.")
        elif not communities.get(employee.id):
            self.result = self.env._(
                "Skipped: looks after no building or unit in your communities. Choose a community."
            )
        elif not self._may_fill_roles(employee):
            self.result = self.env._("Skipped: holds a role that is not below yours.")
        else:
            return True
        return False

    def _may_fill_roles(self, employee):
        """Whether the user may fill every role that the employee holds or stands in for: with the
        login, whose first password the user knows, come the rights of these roles (R002)."""
        roles = employee._role_assignments().with_env(self.env)
        try:
            roles._check_may_fill()
        except AccessError:
            return False
        return True
