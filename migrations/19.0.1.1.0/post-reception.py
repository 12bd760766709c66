"""Open cases that came before sheets and clocks get both: the sheet of their label, and the answer
by the day that was promised then. What is closed stays as it is."""

from datetime import datetime, time, timedelta

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True, "mail_notrack": True})
    cases = env["steward.case"].search([("registered_at", "!=", False), ("state", "!=", "closed")])
    cases._open_sheets()
    cases._number_sheets()
    due = {}
    for case in cases.filtered("date_due"):
        end_of_day = datetime.combine(case.date_due + timedelta(days=1), time())
        due[case] = case.community_id._to_utc(end_of_day) - timedelta(seconds=1)
    told = {case for case in due if case.closing_contact_on or case.fed_back_on}
    env["steward.case"].union(*due)._deadline_set(
        "answer", due, start={case: case.received_at for case in due}
    )
    env["steward.case"].union(*told)._deadline_meet(["answer"])
