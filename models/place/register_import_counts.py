from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.register import building_key

KINDS = ("community", "building", "unit", "household", "tenant")
VERBS = ("create", "match", "update")


class RegisterImport(models.Model):
    """How much an import creates, matches and updates."""

    _inherit = "steward.register.import"

    summary = fields.Html(compute="_compute_summary", sanitize=False)
    problem_count = fields.Integer(string="Problems", compute="_compute_row_counts")
    doubt_count = fields.Integer(string="To Decide", compute="_compute_row_counts")
    change_count = fields.Integer(string="Changes", compute="_compute_row_counts")
    row_count = fields.Integer(string="Rows Read", compute="_compute_row_counts")
    failed_count = fields.Integer(string="Failed", compute="_compute_row_counts")
    unmatched_steward_count = fields.Integer(compute="_compute_unmatched_steward_count")

    def _compute_row_counts(self):
        counts = {}
        self.env["steward.register.import.row"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT import_id,
                       COUNT(*),
                       COUNT(*) FILTER (WHERE problems <> ''),
                       COUNT(*) FILTER (WHERE doubts <> ''
                           AND ((owner_person = 'doubt' AND owner_decision IS NULL)
                             OR (tenant_person = 'doubt' AND tenant_decision IS NULL))),
                       COUNT(*) FILTER (WHERE changes <> ''),
                       COUNT(*) FILTER (WHERE state = 'failed')
                  FROM steward_register_import_row
                 WHERE import_id = ANY(%s)
                 GROUP BY import_id
                """,
                self.ids,
            )
        )
        counts = {row[0]: row[1:] for row in rows}
        for job in self:
            (
                job.row_count,
                job.problem_count,
                job.doubt_count,
                job.change_count,
                job.failed_count,
            ) = counts.get(job.id, (0, 0, 0, 0, 0))

    @api.depends("steward_ids.employee_id")
    def _compute_unmatched_steward_count(self):
        for job in self:
            job.unmatched_steward_count = len(
                job.steward_ids.filtered(lambda line: not line.employee_id)
            )

    def _count(self):
        """Return {kind: {verb: number}}; a person with three dwellings is one household.

        Counted once, when the preview is ready: afterwards everything would be known.
        """
        if self.counts:
            return self.counts
        self.env["steward.register.import.row"].flush_model()
        ((*numbers,),) = self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*) FILTER (WHERE unit_plan = 'create'),
                       COUNT(*) FILTER (WHERE unit_plan = 'keep'),
                       COUNT(*) FILTER (WHERE unit_plan = 'update'),
                       COUNT(*) FILTER (WHERE owner_person = 'new'),
                       COUNT(*) FILTER (WHERE owner_person = 'same' AND NOT owner_changed),
                       COUNT(*) FILTER (WHERE owner_person = 'same' AND owner_changed),
                       COUNT(*) FILTER (WHERE tenant_person = 'new'),
                       COUNT(*) FILTER (WHERE tenant_person = 'same' AND NOT tenant_changed),
                       COUNT(*) FILTER (WHERE tenant_person = 'same' AND tenant_changed)
                  FROM steward_register_import_row
                 WHERE import_id = %s
                """,
                self.id,
            )
        )
        counts = self._count_places()
        for kind, first in (("unit", 0), ("household", 3), ("tenant", 6)):
            counts[kind] = dict(zip(VERBS, numbers[first : first + 3], strict=True))
        return counts

    def _count_places(self):
        groups = self.env["steward.register.import.row"]._read_group(
            [("import_id", "=", self.id), ("usable", "=", True)],
            ["community_name", "building_name"],
        )
        names = {community for community, __ in groups}
        known = self._communities(names)
        if self.community_id:
            known = dict.fromkeys(names, self.community_id)
        buildings = {
            (building.community_id.id, building_key(building.name))
            for building in self.env["steward.building"]
            .with_context(active_test=False)
            .search([("community_id", "in", [place.id for place in known.values()])])
        }
        found = {
            (community, building_key(building))
            for community, building in groups
            if community in known and (known[community].id, building_key(building)) in buildings
        }
        every = {(community, building_key(building)) for community, building in groups}
        return {
            "community": {
                "create": len(names - set(known)),
                "match": len(names & set(known)),
                "update": 0,
            },
            "building": {"create": len(every - found), "match": len(found), "update": 0},
        }

    @api.depends("counts")
    @api.depends_context("lang")
    def _compute_summary(self):
        kinds = dict(
            zip(
                KINDS,
                (
                    self.env._("Communities"),
                    self.env._("Buildings"),
                    self.env._("Units"),
                    self.env._("Households"),
                    self.env._("Tenants"),
                ),
                strict=True,
            )
        )
        verbs = dict(
            zip(
                VERBS,
                (
                    self.env._("To Create"),
                    self.env._("Matched"),
                    self.env._("To Update"),
                ),
                strict=True,
            )
        )
        head = Markup("").join(
            Markup('<th class="text-end">%s</th>') % label for label in verbs.values()
        )
        for job in self:
            if not job.counts:
                job.summary = False
                continue
            body = Markup("").join(
                Markup("<tr><td>%s</td>%s</tr>")
                % (
                    label,
                    Markup("").join(
                        Markup('<td class="text-end" name="%s_%s">%s</td>')
                        % (kind, verb, job.counts.get(kind, {}).get(verb, 0))
                        for verb in VERBS
                    ),
                )
                for kind, label in kinds.items()
            )
            job.summary = Markup(
                '<table class="table table-sm o_register_summary"><thead><tr><th></th>%s</tr>'
                "</thead><tbody>%s</tbody></table>"
            ) % (head, body)

    # the rows behind the numbers

    def action_rows(self):
        return self._rows_action({})

    def action_problems(self):
        return self._rows_action({"search_default_has_problems": 1})

    def action_doubts(self):
        return self._rows_action({"search_default_undecided": 1})

    def action_changes(self):
        return self._rows_action({"search_default_changes": 1})

    def action_failed(self):
        return self._rows_action({"search_default_failed": 1})

    def _rows_action(self, context):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "property_steward.register_import_row_action"
        )
        return {**action, "domain": [("import_id", "=", self.id)], "context": context}
