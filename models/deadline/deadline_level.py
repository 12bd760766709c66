from datetime import timedelta

from odoo import api, fields, models


class DeadlineLevel(models.Model):
    """Level of an alert (催办级别): how long before or after the due moment who is told.

    Levels made for a kind or a profile take the place of the general ones.
    """

    _name = "steward.deadline.level"
    _description = "Deadline Alert Level"
    _order = "offset, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    policy_id = fields.Many2one(
        "steward.policy",
        string="Policy Profile",
        index=True,
        ondelete="cascade",
        help="Empty: every profile.",
    )
    kind = fields.Selection(selection="_selection_kind", help="Empty: every kind of deadline.")
    offset = fields.Float(
        string="Hours after Due", required=True, help="Negative: hours before it is due."
    )
    span_from = fields.Float(
        string="Clocks Longer Than", help="Hours from start to due; 0: no limit."
    )
    span_to = fields.Float(string="Clocks up to", help="Hours from start to due; 0: no limit.")
    role_id = fields.Many2one(
        "steward.role", ondelete="restrict", help="Empty: the person who is responsible."
    )

    @api.model
    def _selection_kind(self):
        return self.env["steward.deadline.rule"]._fields["kind"]._description_selection(self.env)

    @api.model
    def _ladders(self):
        """Function of (profile, kind) that gives their levels in the order of their moments."""
        levels = self.search_fetch(
            [],
            [
                *("policy_id", "kind", "offset", "sequence"),
                *("span_from", "span_to", "role_id", "active"),
            ],
        )
        found = {}

        def ladder(policy, kind):
            key = policy.id, kind
            if key not in found:
                matching = levels.filtered(
                    lambda level: (
                        level.policy_id in (policy, level.policy_id.browse())
                        and level.kind in (kind, False)
                    )
                )
                special = matching and max((bool(lv.kind), bool(lv.policy_id)) for lv in matching)
                found[key] = matching.filtered(
                    lambda level: (bool(level.kind), bool(level.policy_id)) == special
                )
            return found[key]

        return ladder

    def _next(self, start, due, sent=frozenset(), now=None):
        """The level of this ladder that comes after those `sent` (ids) and when, or (none, False).

        What would come before the start is left out: nobody is warned of what has just begun; nor,
        with `now`, of what is overdue by then.
        """
        span = (due - start) / timedelta(hours=1)
        passed = max((level._position() for level in self if level.id in sent), default=None)
        for level in self:
            moment = level._moment(due)
            if (
                level.id not in sent
                and (passed is None or level._position() > passed)
                and moment > start
                and not (now and level.offset < 0 and due <= now)
                and (not level.span_from or span > level.span_from)
                and (not level.span_to or span <= level.span_to)
            ):
                return level, moment
        return self.browse(), False

    def _role_chain(self, ladder):
        """Roles to try in turn: that of this level and those above; where the responsible person is
        told, those of the later levels of its `ladder`."""
        self.ensure_one()
        role = self.role_id
        if not role:
            later = ladder.filtered(
                lambda level: level.role_id and level._position() > self._position()
            )
            role = later[:1].role_id
        return role._and_above()

    def _position(self):
        return self.offset, self.sequence, self.id

    def _moment(self, due):
        return due + timedelta(hours=self.offset)
