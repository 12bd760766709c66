"""Recorded visits came before life events: none of them is confidential. The column is made here,
so that half a million visits are not computed one by one."""


def migrate(cr, version):
    cr.execute("ALTER TABLE steward_visit ADD COLUMN IF NOT EXISTS is_confidential boolean")
