"""Invented callbacks: repairs of a steward's own households, and what was asked afterwards."""

# class of the repair, words, days ago, work, what became of the callback, what was said
CALLBACKS = [
    ("other", "客厅插座松动", 12, "更换插座面板", "good", "修得很快，师傅很客气"),
    ("urgent", "阳台水管爆裂", 9, "更换水管接头", "good", "当天就来修了，满意"),
    ("safety", "楼道应急灯不亮", 6, "更换应急灯", "good", "现在亮了，谢谢"),
    ("other", "厨房下水道返味", 5, "更换密封圈", "bad", "还是有味道，师傅说没办法"),
    ("leak", "北卧窗边渗水", 4, "外墙打胶", "good", "目前没漏，等下雨再看"),
    ("other", "入户门锁难开", 2, "润滑锁芯", "no_answer", "无人应答"),
    ("safety", "单元门禁失灵", 1, "更换读卡器", "due", ""),
    ("urgent", "卫生间跳闸", 1, "更换空开", "due", ""),
]
