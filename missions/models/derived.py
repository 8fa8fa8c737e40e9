"""Columns made from other fields of their row at each save, to be looked through: no part of the record."""

from django.db import models

from missions.text.addresses import LONGEST, plain_address
from missions.text.asked import folded_line


class FoldedField(models.TextField):
    """The words of other fields as they are searched for: `of` names the fields."""

    def __init__(self, *args, of: tuple[str, ...] = (), **kwargs):
        self.of = of
        kwargs.update(default="", editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance, add):
        lines = (folded_line(getattr(model_instance, name)) for name in self.of)
        # A space at either end: a word's beginning is found after one.
        folded = f" {' '.join(filter(None, lines))} "
        setattr(model_instance, self.attname, folded)
        return folded


class PlainAddressField(models.CharField):
    """An address in the writing by which the same document is recognised: `of` names the field it stands in."""

    def __init__(self, *args, of: str = "url", **kwargs):
        self.of = of
        kwargs.update(max_length=LONGEST, default="", editable=False, db_index=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance, add):
        plain = plain_address(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, plain)
        return plain
