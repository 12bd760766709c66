from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

RECURRENCE_ACTIVITY = "property_steward.mail_activity_type_case_recurrence"
# what can be a problem that comes back; praise and suggestions are none
PROBLEMS = ("complaint", "repair", "after_sales")


class Case(models.Model):
    """The same problem again (R085, R173, R219): in the household, the building, the community."""

    _inherit = "steward.case"

    is_recurring = fields.Boolean(
        string="Recurring",
        readonly=True,
        copy=False,
        help="The same problem came up before, as often as the policy says; it asks for a "
        "corrective or preventive action (R085, R219).",
    )
    recurrence_note = fields.Char(string="Recurs", readonly=True, copy=False)

    _recurrence_idx = models.Index(
        "(community_id, topic_id, received_on) WHERE topic_id IS NOT NULL"
    )

    def _on_registered(self):
        result = super()._on_registered()
        self._flag_recurrence()
        return result

    def _on_relabelled(self):
        result = super()._on_relabelled()
        self.filtered(lambda case: not case.is_recurring)._flag_recurrence()
        return result

    def write(self, vals):
        result = super().write(vals)
        if vals.get("corrective_action_id"):
            # sudo: the task is done with, whoever had it
            self.sudo().activity_unlink([RECURRENCE_ACTIVITY])
        return result

    def _flag_recurrence(self):
        """Flag those of these cases that came too often, in one statement for the batch; the
        supervisor gets the task to see to a corrective action."""
        notes = {}
        for case_id, household, building, community in self._recurrences():
            case = self.browse(case_id)
            policy = case.community_id.policy_id
            notes[case] = case._recurrence_sentence(
                policy,
                household if household >= (policy.recurrence_household or household + 1) else 0,
                building if building >= (policy.recurrence_building or building + 1) else 0,
                community if community >= (policy.recurrence_community or community + 1) else 0,
            )
        flagged = self.browse([case.id for case in notes])
        for note, cases in flagged.grouped(lambda case: notes[case]).items():
            cases._note({"is_recurring": True, "recurrence_note": note})
        if not flagged:
            return
        role = self.env.ref("property_steward.role_supervisor")
        for cases in flagged.grouped("community_id").values():
            for user in cases[0]._role_users(role):
                # sudo: the supervisor's login only receives the task
                cases.sudo()._ask(RECURRENCE_ACTIVITY, user, fresh=True)

    def _recurrences(self):
        """(case, times in the household, in the building, in the community) of those that came as
        often as their policy says, within its days up to the day of receipt, this one included.

        In the building and the community only what has the same topic is the same problem; in a
        household also what has none.
        """
        problems = self.filtered(lambda case: case.category in PROBLEMS)
        if not problems:
            return []
        self.env["steward.policy"].flush_model()
        self.env["steward.community"].flush_model(["policy_id"])
        self.flush_model(
            ["community_id", "category", "topic_id", "partner_id", "building_id", "received_on"]
        )
        return self.env.execute_query(
            SQL(
                """
                SELECT c.id, COALESCE(h.n, 0), COALESCE(b.n, 0), COALESCE(m.n, 0)
                  FROM steward_case c
                  JOIN steward_community k ON k.id = c.community_id
                  JOIN steward_policy p ON p.id = k.policy_id
          LEFT JOIN LATERAL (
                    SELECT count(*) AS n
                      FROM steward_case o
                     WHERE c.partner_id IS NOT NULL
                       AND o.partner_id = c.partner_id AND o.category = c.category
                       AND (o.topic_id = c.topic_id OR o.topic_id IS NULL OR c.topic_id IS NULL)
                       AND o.received_on > c.received_on - p.recurrence_days
                       AND o.received_on <= c.received_on AND o.id <= c.id) h ON TRUE
          LEFT JOIN LATERAL (
                    SELECT count(*) FILTER (WHERE o.building_id = c.building_id) AS building,
                           count(*) AS n
                      FROM steward_case o
                     WHERE c.topic_id IS NOT NULL
                       AND o.community_id = c.community_id AND o.topic_id = c.topic_id
                       AND o.category = c.category
                       AND o.received_on > c.received_on - p.recurrence_days
                       AND o.received_on <= c.received_on AND o.id <= c.id) m ON TRUE
            CROSS JOIN LATERAL (SELECT m.building AS n) b
                 WHERE c.id = ANY(%s)
                   AND (p.recurrence_household > 0 AND h.n >= p.recurrence_household
                        OR p.recurrence_building > 0 AND b.n >= p.recurrence_building
                        OR p.recurrence_community > 0 AND m.n >= p.recurrence_community)
                 ORDER BY c.id
                """,
                problems.ids,
            )
        )

    def _recurrence_sentence(self, policy, household, building, community):
        self.ensure_one()
        if household:
            return self.env._(
                "%(count)s times in this household within %(days)s days",
                count=household,
                days=policy.recurrence_days,
            )
        if building:
            return self.env._(
                "%(count)s times in building %(building)s within %(days)s days",
                count=building,
                building=self.building_id.name,
                days=policy.recurrence_days,
            )
        return self.env._(
            "%(count)s times in %(community)s within %(days)s days",
            count=community,
            community=self.community_id.name,
            days=policy.recurrence_days,
        )

    def action_open_recurrences(self):
        """The cases that this one repeats, in its household or its topic's community."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("property_steward.case_action")
        since = self.received_on - timedelta(days=self.community_id.policy_id.recurrence_days)
        same = Domain("partner_id", "=", self.partner_id.id) if self.partner_id else Domain.FALSE
        if self.topic_id:
            same |= Domain("community_id", "=", self.community_id.id) & Domain(
                "topic_id", "=", self.topic_id.id
            )
        action["domain"] = list(
            Domain("category", "=", self.category)
            & Domain("received_on", ">", since)
            & Domain("received_on", "<=", self.received_on)
            & same
        )
        action["context"] = {}
        return action
