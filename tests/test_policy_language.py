from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestLanguage(TransactionCase):
    def test_choices_taken_over_from_another_field_are_in_the_language_of_the_user(self):
        """Odoo translates the labels of a field's own choices only."""
        self.env["res.lang"]._activate_lang("zh_CN")
        chinese = self.env(context={"lang": "zh_CN"})
        seen = set()
        for name, model in self.env.items():
            for field in model._fields.values() if name.startswith("steward.") else ():
                if field.type != "selection" or field.related or field.name == "tz":
                    continue
                if callable(field.selection):
                    labels = [label for _value, label in field._description_selection(chinese)]
                    self.assertFalse([label for label in labels if label.isascii()], field)
                    seen.add(str(field))
        self.assertIn("steward.case.step.verdict", seen)
