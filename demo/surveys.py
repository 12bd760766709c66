"""What invented households answered to the opinion form, and what the office made of it."""

# options of the ten rows, by their place on the scale: 0 is very satisfied, 4 not satisfied,
# 5 does not know
BEFORE = [
    (0, 0, 1, 1, 2, 3, 4, 2, 1, 2),
    (1, 0, 0, 3, 3, 4, 4, 1, 2, 2),
    (0, 1, 1, 1, 1, 2, 1, 5, 5, 1),
    (1, 1, 2, 0, 1, 1, 3, 1, 1, 1),
    (2, 3, 1, 2, 4, 3, 3, 2, 0, 3),
    (0, 1, 0, 0, 1, 1, 2, 1, 1, 0),
    (1, 0, 2, 3, 1, 2, 4, 3, 5, 2),
]
NOW = [
    (0, 0, 1, 1, 2, 1, 2, 2, 1, 1),
    (1, 0, 0, 2, 3, 3, 4, 1, 2, 2),
    (0, 1, 1, 3, 1, 2, 1, 5, 5, 1),
    (1, 1, 2, 0, 1, 1, 0, 1, 1, 1),
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
# topics of the words, by XML id
TOPICS = [
    "case_topic_vehicles",
    "case_topic_repair",
    "case_topic_other",
    "case_topic_greening",
    "case_topic_vehicles",
    "case_topic_culture",
]
# what is out to the households now: how many sheets are back
RUNNING = {
    "name": "下半年管理工作征询意见",
    "returned": 48,
    "levels": NOW,
    # of so many households one wishes to be called back
    "wish_every": 16,
}
# a survey of some months ago, closed, with its open letter
CLOSED = {
    "name": "上半年管理工作征询意见",
    "returned": 101,
    "levels": BEFORE,
    "days_ago": 150,
    "analysis": {
        "weak_cause": "晚高峰临时车集中进入，岗亭只核车牌、不核楼栋，业主车位被占。",
        "next_step": "访客车预约登记，晚高峰增设引导岗，地下车库补标识。",
        "strengths": "管家服务态度、治安得到多数业主认可。",
        "deficits": "公共设施维修不够及时，绿化有缺株。",
    },
    # weak spot, aspect, cause, larger cause, measure
    "causes": [
        ("parking", "method", "访客车没有预约登记", "", ""),
        (
            "parking",
            "method",
            "岗亭只核车牌、不核楼栋",
            "访客车没有预约登记",
            "访客车扫码预约，超时提醒业主",
        ),
        ("parking", "man", "晚高峰无人引导", "", "18:00 至 21:00 增设引导岗"),
        ("parking", "environment", "地下车库标识不清", "", "补装车位标识和反光镜"),
        ("repair_timeliness", "material", "电梯灯具没有备件", "", "常用备件按月清点补齐"),
        ("repair_timeliness", "machine", "报修单靠口头转达", "", "报修一律登记派单"),
    ],
    "summary": {
        "effects": "用排列图找出停车管理、维修及时性两个关键问题，按因果图制定五项措施。",
        "suggestions": "增加分楼栋比较，提高回收率后再作排列图。",
    },
}
