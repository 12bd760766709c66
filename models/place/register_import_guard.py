from odoo import api, models
from odoo.exceptions import AccessError, UserError


class RegisterImport(models.Model):
    """With whose rights an import runs, and that its traces stay."""

    _inherit = "steward.register.import"

    @api.model_create_multi
    def create(self, vals_list):
        jobs = super().create(vals_list)
        # looked at afterwards: the context of a remote call may name somebody as well
        jobs._check_runner()
        return jobs

    def write(self, vals):
        if not self.env.su and "user_id" in vals:
            self._refuse_runner()
        self._check_runner(at_work=True)
        if not self.env.su and vals.get("job"):
            # sudo: whoever starts the work lends it the own rights, not those of who did before
            self.sudo().user_id = self.env.user
        return super().write(vals)

    def _check_runner(self, at_work=False):
        """:raise AccessError: if somebody lends an import the rights of another person, or
        changes what is being done with these rights"""
        if not self.env.su and any(
            job.user_id != self.env.user and (job.job or not at_work) for job in self
        ):
            self._refuse_runner()

    def _refuse_runner(self):
        raise AccessError(self.env._("An import runs with the rights of the person who starts it."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        for job in self:
            if job.job or job.state in ("running", "done"):
                raise UserError(
                    self.env._(
                        "“%(name)s” shows where households come from: it is kept.", name=job.name
                    )
                )
