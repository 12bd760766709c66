from odoo.tests import tagged

from .access import AccessCommon

OPERATIONS = {"c": "create", "r": "read", "u": "write", "d": "unlink"}

# persona → the place that is the own one, and the one that is not
PLACES = {
    "steward": ("area", "neighbour"),
    "supervisor": ("neighbour", "far"),
    "manager": ("neighbour", "far"),
    "gm": ("far", "foreign"),
    "department": ("area", "neighbour"),
    "auditor": ("far", "foreign"),
    "nobody": ("area", "neighbour"),
    "collector": ("neighbour", "far"),
    "accountant": ("area", "neighbour"),
    "other": ("foreign", "area"),
    "portal": ("area", "neighbour"),
    "public": ("area", "neighbour"),
}

# What each persona may do with the record of the own place / of the other one: c(reate), r(ead),
# u(pdate), d(elete); "." is nothing, one entry stands for both places. `accountant` and
# `collector` are like `nobody`, but for SPECIAL; portal and public may never do anything.
#                               steward superv. manager gm      departm auditor nobody  other
MATRIX = """
steward.contact.mode            r       r       r       crud    r       r       r       crud
steward.contact.type            r       r       r       crud    r       r       r       crud
steward.role                    r       r       r       crud    r       r       r       crud
steward.segment.tag             r       r       r       crud    r       r       r       crud
steward.visit.purpose           r       r       r       crud    r       r       r       crud
steward.case.topic              r       r       r       crud    r       r       r       crud
steward.policy                  r       r       r       crud/.  r       r/.     r       crud/.
steward.quiet.period            r       r       r       crud/.  r       r/.     r       crud/.
steward.visit.rule              r       r       r       crud/.  r       r/.     r       crud/.
steward.deadline.rule           r       r       r       crud/.  r       r/.     r       crud/.
steward.deadline.level          r       r       r       crud/.  r       r/.     r       crud/.
steward.deadline                r/.     r/.     r/.     r/.     r/.     r/.     .       r/.
steward.deadline.pause          r/.     r/.     r/.     r/.     r/.     r/.     .       r/.
steward.deadline.alert          r/.     r/.     r/.     r/.     r/.     r/.     .       r/.
steward.deadline.digest         r/.     .       .       .       .       .       .       r/.
steward.role.assignment         r       r       crud/r  crud/.  r       r/.     r       crud/.
steward.role.grant              .       .       .       .       .       .       .       .
steward.export.log              .       .       .       r/.     .       r/.     .       r/.
steward.community               r       r       cru/r   crud/.  r       r/.     r       crud/.
steward.building                r       cru/r   cru/r   crud/.  r       r/.     r       crud/.
steward.unit                    r       cru/r   cru/r   crud/.  r       r/.     r       crud/.
steward.occupancy               ru/.    cru/.   cru/.   crud/.  .       r/.     .       crud/.
steward.occupancy.change        crud    crud    crud    crud    .       .       .       crud
steward.invitation              crud    crud    crud    crud    .       .       .       crud
steward.area.hand.over          .       crud    crud    crud    .       .       .       crud
steward.login.create            .       .       crud    crud    .       .       .       crud
steward.login.create.line       .       .       crud    crud    .       .       .       crud
steward.register.import         .       crud/.  crud/.  crud/.  .       .       .       crud/.
steward.register.import.row     .       crud/.  crud/.  crud/.  .       .       .       crud/.
steward.register.import.column  .       crud/.  crud/.  crud/.  .       .       .       crud/.
steward.register.import.steward .       crud/.  crud/.  crud/.  .       .       .       crud/.
steward.visit.plan              ru/.    cru/.   cru/.   crud/.  .       r/.     .       crud/.
steward.visit.plan.month        ru/.    cru/.   cru/.   crud/.  .       r/.     .       crud/.
steward.visit.plan.line         cru/.   crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.visit.plan.change       r/.     r/.     r/.     r/.     .       r/.     .       r/.
steward.target                  r/.     cru/.   cru/.   crud/.  .       r/.     .       crud/.
steward.visit.plan.fact         .       .       .       .       .       .       .       .
steward.visit                   crud/.  crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.visit.participant       crud/.  crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.visit.amendment         r/.     r/.     r/.     r/.     .       r/.     .       r/.
steward.case                    crud/.  crud/.  crud/.  crud/.  cru/.   r/.     .       crud/.
steward.complaint               cru/.   cru/.   cru/.   cru/.   ru/.    r/.     .       cru/.
steward.case.handoff            r/.     r/.     r/.     r/.     r/.     r/.     .       r/.
steward.case.figure             .       r/.     r/.     r/.     .       r/.     .       r/.
steward.case.step               crud    crud    crud    crud    crud    crud    crud    crud
steward.number                  .       .       .       r/.     .       .       .       r/.
steward.repair                  cru/.   cru/.   cru/.   cru/.   ru/.    r/.     .       cru/.
steward.service.request         cru/.   cru/.   cru/.   cru/.   ru/.    r/.     .       cru/.
steward.sheet.dispatch          crud    crud    crud    crud    crud    .       .       crud
steward.sheet.done              crud    crud    crud    crud    crud    .       .       crud
steward.reception.transfer      r/.     r/.     r/.     r/.     .       r/.     .       r/.
steward.case.route              r       r       r       crud    r       r       r       crud
steward.checklist               r       r       r       crud    r       r       r       crud
steward.checklist.item          r       r       r       crud    r       r       r       crud
steward.lost.property           cru     cru/.   cru/.   cru/.   .       r/.     .       cru/.
steward.reception               cru/.   cru/.   cru/.   cru/.   .       r/.     .       cru/.
steward.visit.summary           .       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.visit.summary.line      .       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.callback.rule           r       r       r       crud/.  r       r/.     r       crud/.
steward.callback.check.rule     r       r       r       crud/.  r       r/.     r       crud/.
steward.callback                cru/.   cru/.   cru/.   cru/.   .       r/.     .       cru/.
steward.rain.day                cru     crud/r  crud/r  crud/.  r       r/.     r       crud/.
steward.rectification           ru/.    ru/.    ru/.    ru/.    ru/.    r/.     .       ru/.
steward.corrective.action       ru/.    cru/.   cru/.   cru/.   r/.     r/.     .       cru/.
steward.callback.check          .       ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.callback.plan           r       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.callback.plan.line      r       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.service.procedure       r       cru/r   cru/r   cru/.   r       r/.     r       cru/.
steward.plan.generate.wizard    .       crud    crud    crud    .       .       .       crud
steward.reason.wizard           crud    crud    crud    crud    crud    crud    crud    crud
steward.visit.amend             crud    crud    crud    crud    .       .       .       crud
steward.visit.amend.opinion     crud    crud    crud    crud    .       .       .       crud
steward.visit.calls             crud    crud    crud    crud    .       .       .       crud
steward.visit.calls.row         crud    crud    crud    crud    .       .       .       crud
steward.visit.move              crud    crud    crud    crud    .       .       .       crud
steward.visit.notice            crud    crud    crud    crud    .       .       .       crud
steward.visit.move              crud    crud    crud    crud    .       .       .       crud
steward.form.period             crud    crud    crud    crud    .       crud    .       crud
steward.register.export         crud    crud    crud    crud    crud    crud    .       crud
steward.shift                   crud/.  crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.shift.line              crud/.  crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.message.slip            cru/.   r/.     r/.     crud/.  .       r/.     .       crud/.
steward.contact.box             r       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.contact.box.opening     ru      crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.duty.rule               r       r       r       crud/.  r       r/.     r       crud/.
steward.duty                    ru/.    cru/.   cru/.   crud/.  .       r/.     .       crud/.
steward.duty.document           ru/.    ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.duty.document.line      ru/.    ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.case.ageing             r/.     r/.     r/.     r/.     r/.     r/.     .       r/.
steward.incident                cru     cru/.   cru/.   cru/.   .       r/.     .       cru/.
steward.incident.follow.up      crud    crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.commendation            r       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.commendation.line       r       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.rectification.plan      r       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.rectification.plan.line r       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.spot.check              .       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.collection.cause        r       r       r       crud    r       r       r       crud
steward.collection.step         r       r       r       crud/.  r       r/.     r       crud/.
steward.collection              cru/.   cru/.   cru/.   cru/.   .       r/.     .       cru/.
steward.collection.action       ru/.    ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.payment.promise         cru/.   cru/.   cru/.   cru/.   .       r/.     .       cru/.
steward.visit.promise           crud/.  crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.invoice.contact         .       .       .       .       .       .       .       .
steward.collection.delivery     crud    crud    crud    crud    .       .       .       crud
steward.collection.request      .       .       .       .       .       .       .       .
steward.arrears                 r/.     r/.     r/.     r/.     .       r/.     .       r/.
steward.arrears.line            r/.     r/.     r/.     r/.     .       r/.     .       r/.
steward.fee.kind                r       r       r       crud    r       r       r       crud
steward.payment.notice.batch    crud/r  crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.payment.notice          ru/.    ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.payment.notice.line     r/.     r/.     r/.     r/.     .       r/.     .       r/.
steward.collection.plan         crud/.  crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.collection.plan.line    ru/.    ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.arrears.receipt         r/.     r/.     r/.     r/.     .       r/.     .       r/.
steward.life.event.kind         r       r       r       crud    .       r       .       crud
steward.life.event.stage        r       r       r       crud    .       r       .       crud
steward.life.event              cru/.   cru/.   cru/.   cru/.   .       r/.     .       cru/.
steward.life.event.task         crud/.  crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.gift.kind               r       r       r       crud/.  .       r/.     .       crud/.
steward.gift                    crud/.  crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.activity.kind           r       r       r       crud    r       r       r       crud
steward.activity.kind.check     r       r       r       crud    r       r       r       crud
steward.activity.plan           r       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.activity.plan.line      r       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.community.activity      cru     cru/.   cru/.   cru/.   .       r/.     .       cru/.
steward.survey.dimension        r       r       r       r       r       r       r       r
steward.survey.type             r       r       r       r       r       r       r       r
steward.survey.wave             r       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.survey.sheet            ru      ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.survey.result           r       ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.survey.comment          r       ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.survey.cause            r       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.survey.summary          r       crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.survey.stratum          r       r/.     r/.     r/.     .       r/.     .       r/.
steward.survey.extend           .       crud    crud    crud    .       .       .       crud
steward.publication             crud    crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.publication.line        crud    crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.activity.task.template  r       r       r       crud    r       r       r       crud
steward.activity.task           crud    crud/.  crud/.  crud/.  ru/.    r/.     .       crud/.
steward.activity.budget.line    crud    crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.activity.check          ru      ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.activity.record         ru      ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.activity.evaluation     ru      ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.activity.amendment      r       r/.     r/.     r/.     .       r/.     .       r/.
steward.activity.opinion        crud    crud/.  crud/.  crud/.  .       r/.     .       crud/.
steward.activity.invitation     ru      ru/.    ru/.    ru/.    .       r/.     .       ru/.
steward.activity.answer         crud    crud    crud    crud    .       .       .       crud
steward.activity.walk.in        crud    crud    crud    crud    .       .       .       crud
steward.activity.turnout        r       r/.     r/.     r/.     .       r/.     .       r/.
steward.publication.kind        r       r       r       ru      r       r       r       ru
steward.publication.check       r       r/.     r/.     r/.     .       r/.     .       r/.
steward.publication.verify      .       .       .       crud    .       .       .       crud
"""
# What a fee collector or an accountant may do besides what everybody may.
SPECIAL = {
    ("steward.lost.property", "collector"): "cru/.",
    ("steward.contact.box", "collector"): "r/.",
    ("steward.contact.box.opening", "collector"): "ru/.",
    ("steward.arrears", "collector"): "r/.",
    ("steward.arrears.line", "collector"): "r/.",
    ("steward.arrears.receipt", "collector"): "r/.",
    ("steward.collection", "collector"): "cru/.",
    ("steward.collection.action", "collector"): "ru/.",
    ("steward.payment.promise", "collector"): "cru/.",
    ("steward.register.export", "collector"): "crud",
    ("steward.payment.notice.batch", "collector"): "crud/.",
    ("steward.payment.notice", "collector"): "ru/.",
    ("steward.payment.notice.line", "collector"): "r/.",
    ("steward.collection.plan", "collector"): "crud/.",
    ("steward.collection.plan.line", "collector"): "ru/.",
    ("steward.collection.delivery", "collector"): "crud",
    ("steward.activity.plan", "collector"): "r/.",
    ("steward.activity.plan.line", "collector"): "r/.",
    ("steward.community.activity", "collector"): "r/.",
    ("steward.survey.wave", "collector"): "r/.",
    ("steward.survey.sheet", "collector"): "r/.",
    ("steward.survey.result", "collector"): "r/.",
    ("steward.survey.cause", "collector"): "r/.",
    ("steward.survey.summary", "collector"): "r/.",
    ("steward.survey.stratum", "collector"): "r/.",
    ("steward.publication", "collector"): "r/.",
    ("steward.activity.record", "collector"): "r/.",
    ("steward.activity.evaluation", "collector"): "r/.",
    ("steward.activity.amendment", "collector"): "r/.",
    ("steward.activity.task", "collector"): "r/.",
    ("steward.activity.budget.line", "collector"): "r/.",
    ("steward.activity.check", "collector"): "r/.",
    ("steward.publication.line", "collector"): "ru/.",
    ("steward.publication.check", "collector"): "r/.",
    ("steward.invoice.contact", "accountant"): "r",
    ("steward.collection.request", "accountant"): "crud",
}
COLUMNS = ("steward", "supervisor", "manager", "gm", "department", "auditor", "nobody", "other")


def _expected():
    """Dict of (model, persona) to the pair of rights, own and other."""
    rights = {}
    for row in MATRIX.strip().split("\n"):
        model, *cells = row.split()
        by_persona = dict(zip(COLUMNS, cells, strict=True), portal=".", public=".")
        for persona in ("accountant", "collector"):
            by_persona[persona] = SPECIAL.get((model, persona), by_persona["nobody"])
        for persona, cell in by_persona.items():
            own, _slash, other = cell.replace(".", "").partition("/")
            rights[model, persona] = (own, other if _slash else own)
    return rights


@tagged("post_install", "-at_install", "access")
class TestAccessMatrix(AccessCommon):
    """Who may do what with which record: the record of the own place, and of another one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.expected = _expected()
        cls.models = sorted({model for model, _persona in cls.expected})

    def test_every_model_of_ours_has_a_row(self):
        ours = {
            name
            for name, model in self.env.registry.items()
            if name.startswith("steward.") and not model._abstract
        }
        self.assertEqual(ours, set(self.models))

    def test_nobody_exceeds_or_lacks_the_rights_of_the_role(self):
        differences = [
            f"{model}, {persona}, {side} place: {actual or 'nothing'}, not {rights or 'nothing'}"
            for (model, persona), sides in self.expected.items()
            for side, scope, rights in zip(("own", "other"), PLACES[persona], sides, strict=True)
            if (actual := self._actual(model, persona, scope)) != rights
        ]
        self.assertEqual(differences, [])

    def _actual(self, model, persona, scope):
        user = getattr(self, f"user_{persona}")
        if self.env[model].is_transient():
            records = self.env[model].with_user(user)
        else:
            records = self.record_of(model, scope).with_user(user)
        return "".join(key for key, name in OPERATIONS.items() if records.has_access(name))
