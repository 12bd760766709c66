"""A day at the service centre of the demo community: who came with what, by which channel.

`time` is local time of yesterday; `minutes` are before now.
"""

YESTERDAY = (
    {
        "time": (8, 42),
        "who": "reception",
        "channel": "phone",
        "business": "inquiry",
        "text": "询问下周停水检修的具体时间。",
        "answered_on_spot": True,
        "answer": "告知周三 9:00–12:00 停水，已张贴通知。",
    },
    {
        "time": (9, 15),
        "who": "reception",
        "channel": "visit",
        "business": "repair",
        "text": "厨房水槽下水管渗水，橱柜已经受潮。",
        "promise_hours": 26,
    },
    {
        "time": (10, 5),
        "who": "steward",
        "channel": "hotline",
        "business": "complaint",
        "text": "楼上周末装修噪音大，门岗没有劝阻。",
        "apologised": True,
        "promise_hours": 30,
    },
    {
        "time": (11, 20),
        "who": "reception",
        "channel": "visit",
        "business": "fee",
        "text": "对公摊电费的分摊方式有疑问，要求核对。",
        "hand_to": "accountant",
        "hand_reason": "收费问题由财务同事接待",
    },
    {
        "time": (14, 10),
        "who": "reception",
        "channel": "letter",
        "business": "other",
        "document_no": "来信〔2026〕7 号",
        "text": "来信表扬 3 号楼保洁员拾金不昧；另建议在中心花园增设儿童秋千。",
        "cases": (
            {"category": "praise", "words": "表扬 3 号楼保洁员拾金不昧。"},
            {"category": "suggestion", "words": "建议在中心花园增设儿童秋千。"},
        ),
    },
    {
        "time": (15, 40),
        "who": "engineer",
        "channel": "visit",
        "business": "other",
        "text": "巡查途中业主反映单元门禁时好时坏；另请帮忙约家电清洗。",
        "promise_hours": 24,
        "cases": (
            {"category": "after_sales", "words": "单元门禁时好时坏。"},
            {"category": "service", "words": "预约空调清洗一台。"},
        ),
    },
    {
        "time": (16, 30),
        "who": "reception",
        "channel": "visit",
        "business": "other",
        "kind": "peer_visit",
        "caller_name": "安居物业 一行五人",
        "stranger": True,
        "text": "参观小区环境和服务中心，交流管家服务经验。",
    },
)

TODAY = (
    {
        "minutes": 190,
        "who": "steward",
        "channel": "media",
        "business": "complaint",
        "text": "业主论坛发帖：地下车库照明多处损坏，附照片。",
    },
    {
        "minutes": 95,
        "who": "reception",
        "channel": "phone",
        "business": "repair",
        "text": "卧室空调插座没有电。",
        "promise_hours": 6,
    },
    {
        "minutes": 50,
        "who": "reception",
        "channel": "visit",
        "business": "inquiry",
        "text": "询问办理车位租赁需要的材料。",
        "answered_on_spot": True,
        "answer": "已提供材料清单。",
    },
    {
        "minutes": 25,
        "who": "reception",
        "channel": "box",
        "business": "other",
        "state": "new",
        "text": "联系箱：希望电动车充电桩尽快启用。",
    },
)

FOUND = (
    {
        "name": "一串钥匙（3 把，红色挂件）",
        "place": "5 号楼一层大厅",
        "kept_at": "前台抽屉",
        "reporter_name": "保洁员 老周",
    },
    {
        "name": "橘色短毛猫",
        "kind": "pet",
        "place": "中心花园凉亭",
        "kept_at": "门岗值班室",
        "reporter_name": "秩序员 小马",
    },
    {"name": "儿童滑板车（蓝色）", "direction": "lost", "place": "2 号楼楼下"},
)
