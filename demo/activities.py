"""An invented year of activities, and how far each of those to come is prepared."""

# month, day, theme, kind, form, main content, budget
PLANNED = [
    (1, 24, "迎新春送春联", "culture", "现场书写", "书法老师现场写春联、送福字", 3000),
    (3, 12, "植树节认养绿地", "culture", "户外活动", "业主与管家一起植树、认养绿地", 5000),
    (5, 16, "社区义诊", "welfare", "义诊咨询", "社区医院量血压、测血糖、用药咨询", 2500),
    (6, 1, "六一亲子游园会", "festival", "游园会", "亲子游戏、跳蚤市场、手工摊位", 12000),
    (8, 8, "邻里乒乓球赛", "sports", "比赛", "男女单打、亲子双打", 4000),
    (9, 26, "中秋邻里宴", "festival", "百家宴", "每家一道菜、灯谜、月饼 DIY", 15000),
    (10, 18, "重阳敬老慰问", "welfare", "上门慰问", "慰问七十岁以上独居老人", 6000),
    (11, 15, "业主恳谈会", "forum", "座谈会", "停车、电梯、绿化三个议题", 1500),
    (12, 12, "文明户评选", "contest", "评选", "楼栋推荐、公示、颁奖", 3000),
]
# of next year, still a draft
NEXT_YEAR = PLANNED[:4]
# the texts of the planning form
FORM = {
    "place": "中心广场",
    "objective": "参加住户不少于六十户，宾客满意率九成以上",
    "schedule": "前七天物料到位；前三天张贴海报、上门邀请；前一天布置、彩排",
    "emergency_plan": "雨天移至架空层；现场配急救箱与灭火器；安环部分两组维持秩序",
    "evaluation_way": "宾客意见调查、到场率、费用与预算对比",
}
# days ahead, theme, kind, how far: closed ones lie behind
ACTIVITIES = [
    (-9, "邻里消防体验日", "open_day", "evaluated"),
    (8, "冬至饺子宴", "culture", "invited"),
    (16, "暖冬旧衣捐赠", "welfare", "reviewed"),
    (19, "亲子手工课", "culture", "submitted"),
    (27, "业主恳谈会", "forum", "draft"),
]
BUDGET = [("物料与布置", 1, 1200), ("食材与茶水", 1, 1500), ("奖品", 60, 12)]
# adults and minors of the households that answer, None for those who do not come
ANSWERS = [(2, 1), (1, 0), None, (2, 2), (2, 0), (1, 1), None, (3, 0), (2, 1), (1, 0)]
OPINIONS = [
    ("希望多办亲子活动，最好放在周末", "suggestion"),
    ("广场晚上灯光太暗，老人走路不方便", "complaint"),
    ("今天的消防演示很实用，谢谢管家", "praise"),
]
COURSE = (
    "九点半开始，消防队讲解灭火器使用并带业主实操；十点半分组疏散演练；十一点半结束，秩序良好。"
)
