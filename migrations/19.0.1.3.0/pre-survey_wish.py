"""Callbacks, and the conversations about them, came before those that are wished on survey sheets:
none belongs to a sheet or is for quality only. The columns are made here, so that half a million
visits are not computed one by one."""


def migrate(cr, version):
    cr.execute("ALTER TABLE steward_callback ADD COLUMN IF NOT EXISTS wish_wave_id integer")
    cr.execute("ALTER TABLE steward_callback ADD COLUMN IF NOT EXISTS is_quality_only boolean")
    cr.execute("ALTER TABLE steward_visit ADD COLUMN IF NOT EXISTS is_quality_only boolean")
