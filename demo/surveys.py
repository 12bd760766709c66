"""What invented households answered to the opinion form."""

# how many sheets of paper are back and keyed in
RETURNED = 48
# options of the ten rows, by their place on the scale: 0 is very satisfied, 4 not satisfied
LEVELS = [
    (0, 0, 1, 1, 2, 1, 3, 2, 1, 1),
    (1, 0, 0, 2, 3, 4, 4, 1, 2, 2),
    (0, 1, 1, 3, 1, 2, 4, 5, 5, 1),
    (1, 1, 2, 0, 4, 3, 2, 1, 1, 1),
    (0, 0, 0, 1, 1, 1, 3, 2, 0, 0),
]
WORDS = [
    "晚上下班回来找不到车位，临时车太多",
    "电梯轿厢灯坏了一个星期才修",
    "管家小王很热情，有事都能找到人",
    "2号楼北侧草坪秃了一大片，希望补种",
    "外来车辆占用业主车位",
    "希望中秋多组织活动",
]
