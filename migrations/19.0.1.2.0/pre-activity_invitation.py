"""The form by which households were invited at the door asked for a free text; it asks for an
approved activity now. What was left open in it is a draft of a moment and goes; the visits that it
made stay."""


def migrate(cr, version):
    cr.execute("DELETE FROM steward_invitation")
