from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError

from .case_life import WORK_STATES

DEPARTMENT = "property_steward.property_steward_group_department"
ANSWER_ACTIVITY = "property_steward.mail_activity_type_answer_opinion"


class Case(models.Model):
    """The way of a case through the house: passed on, reported, told to the household."""

    _inherit = "steward.case"

    def action_pass(self):
        """Pass to the department, which sees it in its list (R028, R044, R103)."""
        self._check_not_respondent()
        self._check_not_department()
        self._check_state(*WORK_STATES)
        for case in self:
            if not case.department_id:
                raise UserError(
                    case.env._("Choose the department that answers “%(case)s”.", case=case.name)
                )
        self._check_decided()
        self._pass_to_departments()

    def action_take(self):
        """Take it on oneself; the first receiver stays answerable (R066)."""
        self._check_state(*WORK_STATES)
        # sudo: which employee the current user is, is the user's own business
        own = self.env.user.sudo().employee_id.sudo(False)
        if not own:
            raise UserError(self.env._("Your login belongs to no employee."))
        self._check_decided()
        for department, cases in self.grouped("department_id").items():
            cases._hand_off(own, department, self.env._("Taken on"))
        self.filtered(lambda case: case.state != "in_progress")._note({"state": "in_progress"})

    def action_progress_contact(self):
        """R053, R171: the household was contacted while it is being handled, today."""
        self._check_not_respondent()
        self._check_not_department()
        self._note_today("progress_contact_on")
        self._deadline_meet(["progress"])

    def action_fed_back(self):
        """R052: the handling opinion reached the tenant, today."""
        self._check_not_respondent()
        self._check_not_department()
        self._note_today("fed_back_on")
        self._deadline_meet(["answer", "cap"])

    def action_correct_register(self):
        """R324: what does not match is corrected in the history of the home, which is never
        overwritten; the case notes what was changed."""
        self.ensure_one()
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.occupancy_change_action"
        )
        return action | {
            "context": {"default_unit_id": self.unit_id.id, "default_case_id": self.id}
        }

    def action_report(self):
        """Report valid suggestions in writing to the head of the department, with copy to the
        general manager (R051).

        :raise UserError: where one of the two is not known
        """
        for case in self:
            if not case.is_valid:
                raise UserError(
                    case.env._(
                        "“%(case)s” is reported once it is judged valid and reasonable.",
                        case=case.name,
                    )
                )
            case._report_in_writing()

    def _report_in_writing(self):
        self.ensure_one()
        # sudo: whose task it is and how to reach them is no secret; only their contacts are read
        head = self.sudo().department_id.manager_id
        if not head:
            raise UserError(
                self.env._(
                    "“%(case)s” needs a department with a head to report it to.", case=self.name
                )
            )
        manager = self._general_manager()
        recipients = self._contact_of(head) | self._contact_of(manager)
        # sudo: that it was reported is noted here only; the report says when
        self.sudo().reported_at = fields.Datetime.now()
        self.message_post(
            subject=self.env._("Suggestion: %(case)s", case=self.name),
            body=Markup("<p>%s</p><blockquote>%s</blockquote><p>%s</p>")
            % (
                self.env._(
                    "%(who)s suggested on %(date)s:",
                    who=self.partner_id.display_name or "",
                    date=fields.Date.to_string(self.received_on),
                ),
                self.words or self.name,
                self.env._(
                    "To: %(head)s. Copy to: %(manager)s. Please answer by %(due)s.",
                    head=head.name,
                    manager=manager.name,
                    due=fields.Date.to_string(self.date_due) or "",
                ),
            ),
            partner_ids=recipients.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=self._written_report(),
        )
        self._pass_to_departments()

    def _written_report(self):
        """The report as it is printed (C010), as [(name, content)]; nothing on a server that
        cannot print: the message says it all as well."""
        report = self.env.ref("property_steward.report_suggestion_action")
        if report.get_wkhtmltopdf_state() == "install":
            return []
        content, kind = report._render_qweb_pdf(report.report_name, self.ids)
        return [(f"{report.name} {self.id:06}.{kind}", content)]

    def _general_manager(self):
        role = self.env.ref("property_steward.role_general_manager")
        # sudo: as in `_report_in_writing`
        manager = self.community_id._role_holder(role).sudo()
        if not manager:
            raise UserError(
                self.env._(
                    "Nobody fills the role %(role)s in %(community)s, who gets the copy of the "
                    "report: fill it first.",
                    role=role.name,
                    community=self.community_id.name,
                )
            )
        return manager

    def _contact_of(self, employee):
        return employee.user_id.partner_id or employee.work_contact_id

    def _pass_to_departments(self):
        """In progress, with an activity for the head of the department who may read it. What waits
        for the manager's decision stays where it is (R079)."""
        decided = self.filtered(lambda case: not case._needs_decision())
        decided.filtered(lambda case: case.state in ("open", "investigated"))._note(
            {"state": "in_progress"}
        )
        for (department, due), cases in decided.grouped(
            lambda case: (case.department_id, case.date_due)
        ).items():
            # sudo: the head's login only receives the activity
            head = department.sudo().manager_id.user_id
            if head and head.has_group(DEPARTMENT):
                cases._ask(ANSWER_ACTIVITY, head, due)

    def _ask(self, activity_type, user, due=None, summary=None, fresh=False):
        """One activity of a kind on each of these cases, without a mail; in batch.

        :param fresh: whether none of them can have one yet
        """
        known = set() if fresh else set(self.activity_search([activity_type]).mapped("res_id"))
        new = self.filtered(lambda case: case.id not in known)
        # whoever has the task sees the case anyway: nobody is mailed, nobody made a follower
        quiet = {"mail_activity_quick_update": True, "steward_alerting": True}
        new.with_context(**quiet).activity_schedule(
            activity_type, due, summary=summary, user_id=user.id
        )

    def _drop_work_activities(self):
        self.activity_feedback([ANSWER_ACTIVITY])

    def _settle_from_visit(self):
        """When the visit is recorded: what was answered on the spot is closed, what has a
        department is passed to it (R028)."""
        answered = self.filtered(lambda case: case.answered_on_spot and case.state == "open")
        self._enter_register()
        settled = answered.filtered(lambda case: not case._close_problems())
        settled._close()
        (self - settled).filtered("department_id")._pass_to_departments()
