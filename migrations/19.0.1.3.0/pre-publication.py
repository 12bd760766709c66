"""R312: open letters are always agreed to by somebody. Where a firm had emptied that, it is the
management representative again."""


def migrate(cr, version):
    cr.execute(
        """
        UPDATE steward_publication_kind kind
           SET approval_role_id = known.res_id
          FROM ir_model_data known
         WHERE kind.kind = 'letter' AND kind.approval_role_id IS NULL
           AND known.module = 'property_steward' AND known.name = 'role_management_representative'
        """
    )
