from dataclasses import dataclass, field


@dataclass(frozen=True)
class Register:
    """A register that comes as XLSX: which columns, in which order.

    :param columns: paths of fields; a column's heading is the label of its field unless
        `headings` has one, its type that of the field. Columns that the user may not read are
        left out
    :param through: the field of the records chosen by which one comes to those of `model`
    :param needs: a field without which a record does not belong in it
    :param needed: by path the field without which the cell stays empty
    """

    title: object
    model: str
    columns: list
    headings: dict = field(default_factory=dict)
    through: str = ""
    needs: str = ""
    needed: dict = field(default_factory=dict)
