from odoo import api, fields, models
from odoo.fields import Domain


class CommunityActivity(models.Model):
    """Opinions of the guests (R243, R268, R302): noted, taken over from the survey, passed on, and
    their authors called back where the kind demands it."""

    _inherit = "steward.community.activity"

    opinion_ids = fields.One2many("steward.activity.opinion", "activity_id", string="Opinions")
    opinion_count = fields.Integer(compute="_compute_opinion_counts")
    open_opinion_count = fields.Integer(
        string="Opinions Not Handled", compute="_compute_opinion_counts"
    )
    case_ids = fields.One2many("steward.case", "activity_id", string="Cases")
    opinion_callback_ids = fields.One2many(
        "steward.callback",
        "activity_id",
        string="Callbacks of Authors",
        domain=[("trigger", "=", "activity_opinion")],
    )
    calls_back_opinions = fields.Boolean(related="kind_id.calls_back_opinions")

    @api.depends("opinion_ids.state")
    def _compute_opinion_counts(self):
        # sudo: how many there are, whoever may read them
        groups = (
            self.env["steward.activity.opinion"]
            .sudo()
            ._read_group([("activity_id", "in", self.ids)], ["activity_id", "state"], ["__count"])
        )
        total, opened = {}, {}
        for activity, state, count in groups:
            total[activity.id] = total.get(activity.id, 0) + count
            if state == "open":
                opened[activity.id] = count
        for activity in self:
            activity.opinion_count = total.get(activity.id, 0)
            activity.open_opinion_count = opened.get(activity.id, 0)

    def _after_held(self):
        result = super()._after_held()
        self._call_back_authors()
        return result

    def _call_back_authors(self):
        """R268: every household that gave an opinion is called back, once for each activity, within
        the days of the callback rules from its end. Running it twice calls nobody twice."""
        for activity in self.filtered(
            lambda activity: activity.held_at and activity.kind_id.calls_back_opinions
        ):
            # sudo: who is called back follows from who spoke, whoever noted it
            known = activity.sudo()
            waiting = known.opinion_ids.filtered(
                lambda opinion: opinion.partner_id and not opinion.callback_id
            )
            called = {callback.partner_id: callback for callback in known.opinion_callback_ids}
            missing = waiting.partner_id - known.env["res.partner"].union(*called)
            callbacks = self.env["steward.callback"]._create_for_households(
                "activity_opinion", activity.community_id, missing, activity.held_at
            )
            # sudo: after which activity it comes follows from the activity
            callbacks.sudo().activity_id = activity
            called |= {callback.partner_id: callback for callback in callbacks.sudo()}
            for partner, opinions in waiting.grouped("partner_id").items():
                if partner in called:
                    opinions.write({"callback_id": called[partner].id})

    def action_take_over_answers(self):
        """Make opinions of what guests wrote in the survey; what was taken over before is left."""
        self.check_access("write")
        # sudo: answers of this activity's survey, which its stewards may read
        Line = self.env["survey.user_input.line"].sudo()
        Opinion = self.env["steward.activity.opinion"]
        topics = dict(Opinion._fields["topic"]._description_selection(self.env))
        for activity in self:
            lines = Line.search(
                Domain("survey_id", "=", activity.survey_id.id)
                & Domain("user_input_id.state", "=", "done")
                & Domain("user_input_id.test_entry", "=", False)
                & Domain("question_id.steward_use", "in", [*topics, "who", "phone"])
                & Domain("answer_type", "in", ("text_box", "char_box"))
                & Domain("skipped", "=", False),
                order="user_input_id, id",
            )
            # sudo: answers that were taken over by anybody are not taken over again
            taken = activity.sudo().opinion_ids.answer_line_id
            guests = activity._guests_of(lines)
            # sudo: which answer it comes from is noted here only
            Opinion.sudo().create(
                [
                    {
                        "activity_id": activity.id,
                        "topic": line.question_id.steward_use,
                        "words": line.value_text_box or line.value_char_box,
                        "answer_line_id": line.id,
                        **guests.get(line.user_input_id, {}),
                    }
                    for line in lines - taken
                    if line.question_id.steward_use in topics
                    and (line.value_text_box or line.value_char_box or "").strip()
                ]
            )

    def _guests_of(self, lines):
        """{answer: values of an opinion} of who gave the answers, as far as they say; a household
        is known by its phone."""
        self.ensure_one()
        guests = {}
        for line in lines:
            name = {"who": "guest_name", "phone": "phone"}.get(line.question_id.steward_use)
            if name and line.value_char_box:
                guests.setdefault(line.user_input_id, {})[name] = line.value_char_box.strip()
        phones = {guest["phone"] for guest in guests.values() if "phone" in guest}
        # sudo: only whether a household of the community has this phone
        households = (
            self.env["res.partner"]
            .sudo()
            .search(
                Domain("household_community_id", "=", self.community_id.id)
                & Domain("phone", "in", list(phones))
            )
            .grouped("phone")
        )
        for guest in guests.values():
            found = households.get(guest.get("phone"), ())
            if len(found) == 1:
                guest["partner_id"] = found.id
            guest["wants_reply"] = "phone" in guest
        return guests

    def _gaps(self):
        gaps = super()._gaps()
        if self.open_opinion_count:
            gaps.append(
                self.env._(
                    "%(count)s opinions are not handled yet: make them cases, or note them.",
                    count=self.open_opinion_count,
                )
            )
        # sudo: that a household is still to be called is no secret of who calls
        waiting = self.sudo().opinion_callback_ids.filtered(
            lambda callback: callback.state in ("open", "waiting")
        )
        if waiting:
            gaps.append(
                self.env._(
                    "Still to be called back (R268): %(households)s.",
                    households=", ".join(waiting.partner_id.mapped("name")),
                )
            )
        return gaps

    # buttons

    def action_open_opinions(self):
        self.ensure_one()
        return self._open_list("property_steward.activity_opinion_action", "activity_id")

    def action_open_cases(self):
        self.ensure_one()
        return self._open_list("property_steward.case_action", "activity_id")

    def action_open_opinion_callbacks(self):
        self.ensure_one()
        action = self._open_list("property_steward.callback_action", "activity_id")
        action["domain"] += [("trigger", "=", "activity_opinion")]
        return action

    def _open_list(self, xmlid, field):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        action["domain"] = [(field, "=", self.id)]
        action["context"] = {f"default_{field}": self.id}
        return action
