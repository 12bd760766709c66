"""What the invented residents and tenants of the demo communities said."""

CONVERSATIONS = (
    {
        "needs": "楼道声控灯有两层不亮，希望尽快更换。",
        "information": "告知本月外墙清洗时间和注意事项。",
        "satisfaction": "4",
    },
    {
        "needs": "对保洁和门岗服务表示满意，没有其他意见。",
        "information": "介绍了社区重阳节活动的报名方式。",
        "satisfaction": "5",
    },
    {
        "needs": "老人行动不便，希望快递能放到门口。",
        "information": "告知管家电话和服务中心热线，随时可以联系。",
        "satisfaction": "4",
    },
    {
        "needs": "地下车库晚上有车占道，希望加强巡查。",
        "information": "说明了车库巡查时间和违停处理办法。",
        "satisfaction": "3",
    },
    {
        "needs": "询问物业费缴纳方式和发票开具。",
        "information": "说明缴费渠道，提醒可以扫码缴费。",
        "satisfaction": "5",
    },
    {
        "needs": "孩子放学时门口车多，建议安排人员疏导。",
        "information": "告知已安排秩序员在放学时段值守。",
        "satisfaction": "4",
    },
    {
        "needs": "绿化带修剪后枝叶没有及时清运。",
        "information": "说明绿化养护安排，承诺当周清运完毕。",
        "satisfaction": "3",
    },
)

OPINIONS = (
    {
        "category": "repair",
        "words": "三楼楼道灯不亮，晚上看不清台阶。",
        "resident": "property_steward.case_topic_repair",
        "tenant": "property_steward.case_topic_tenant_engineering",
    },
    {
        "category": "suggestion",
        "words": "建议在单元门口加装一排电动车充电桩。",
        "resident": "property_steward.case_topic_vehicles",
        "tenant": "property_steward.case_topic_tenant_property_service",
    },
    {
        "category": "complaint",
        "words": "楼上装修时间过长，周末也有噪音。",
        "resident": "property_steward.case_topic_house",
        "tenant": "property_steward.case_topic_tenant_environment",
    },
    {
        "category": "praise",
        "words": "门岗小刘帮忙搬重物，服务很周到。",
        "resident": "property_steward.case_topic_security",
        "tenant": "property_steward.case_topic_tenant_property_service",
    },
    {
        "category": "suggestion",
        "words": "节假日客流大，希望增加指示牌和促销宣传。",
        "resident": "property_steward.case_topic_culture",
        "tenant": "property_steward.case_topic_tenant_promotion",
    },
)

NOT_SIGNED = "现场未带平板，口头确认"
