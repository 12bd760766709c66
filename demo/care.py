"""Invented life events in a steward's own households, and what became of the visits."""

# kind, days ago, note, what happened
LIFE_EVENTS = [
    ("move_in", 2, "一家三口，孩子上小学", "visited"),
    ("handover", 0, "", "due"),
    ("wedding", 1, "儿子下月十八号办婚礼", "due"),
    ("wedding", 4, "女儿出嫁", "declined"),
    ("birth", 20, "喜得千金，母女平安", "visited"),
    ("pregnancy", 40, "预产期在明年春天", "due"),
    ("misfortune", 0, "男主人车祸住院，家里只有老人和孩子", "help"),
]
# what, whose (index of the staff), days until
HELP = [
    ("每天傍晚送孩子从校车站回家", 0, 1),
    ("代缴水电费、代收快递", 1, 3),
]
