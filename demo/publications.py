"""What the demo community publishes: an answer to opinions, an open letter, a notice."""

RESPONSE = {
    "kind": "response",
    "line_ids": [
        {
            "opinion": "电梯等候时间长，平层不准（6 条）",
            "measure": "维保单位逐台检修，高峰时段错峰停层",
            "completion": "period",
            "days": 45,
        },
        {
            "opinion": "楼道堆放杂物（4 条）",
            "measure": "每周五集中清理，拍照公示",
            "completion": "continuous",
        },
        {
            "opinion": "单元门禁失灵（3 条）",
            "measure": "报修后 24 小时内更换",
            "completion": "immediate",
        },
    ],
}
SURVEY_LETTER = {
    "kind": "letter",
    "body": "<p>感谢您参加上半年管理工作意见征询。大家集中反映的停车引导与绿化养护两项，"
    "我们逐条研究，现将处理措施公布如下，请您监督。</p>",
    "line_ids": [
        {
            "opinion": "晚间停车无人引导",
            "measure": "18:00 至 21:00 增设引导岗",
            "completion": "starts",
        },
        {
            "opinion": "中心花园绿化缺株",
            "measure": "补种冬青 200 株",
            "completion": "continuous",
        },
    ],
}
LETTER = {
    "kind": "letter",
    "body": "<p>近期多位业主询问地下车库充电设施。经与供电公司勘察，现将安排公布如下，"
    "请您监督。</p>",
    "line_ids": [
        {
            "opinion": "地下车库没有充电桩",
            "measure": "北区车库新装公用充电桩 12 个",
            "completion": "period",
            "days": 60,
        },
        {
            "opinion": "飞线充电有火灾隐患",
            "measure": "每晚巡查，发现即断电并上门提醒",
            "completion": "continuous",
        },
    ],
}
NOTICE = {
    "kind": "notice",
    "name": "关于清洗二次供水水箱的通知",
    "body": "<p>本周六 9:00 至 15:00 清洗水箱，期间停水，请提前储水。</p>",
}
