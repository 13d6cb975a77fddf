"""What the demo's projects are about. One template a line of work; names get a place in front."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Template:
    field: str
    name: str
    name_en: str
    does: str
    does_en: str
    risk: str
    positions: tuple[tuple[str, str], ...]
    hours: float
    beneficiaries: str = "residents"
    risky: bool = False
    skill: str = ""


T = Template
TEMPLATES = [
    T("environment", "河岸净滩行动", "Riverbank clean-up", "清理河岸垃圾，记录种类和重量，向路过的街坊讲解垃圾分类。",
      "Clear litter from the riverbank, record kinds and weights, explain waste sorting to passers-by.",
      "河岸湿滑，请穿防滑鞋；不得下水。", (("净滩志愿者", "Clean-up volunteer"), ("记录员", "Recorder")), 3, "ecology"),
    T("environment", "红树林观察日", "Mangrove watch day", "跟随导赏员记录红树林鸟类和潮间带生物，清理外来入侵植物。",
      "Record birds and tidal life with a guide, and clear invasive plants.", "滩涂松软，须按指定路线行走。",
      (("观察员", "Observer"), ("清理志愿者", "Clearing volunteer")), 4, "ecology"),
    T("environment", "旧衣新生驿站", "Old clothes, new life", "在社区驿站整理、消毒、分拣居民捐出的旧衣物。",
      "Sort and disinfect clothes residents have given, at the community station.", "搬运时注意腰部用力。",
      (("分拣志愿者", "Sorting volunteer"),), 2.5),
    T("environment", "古树名木守护", "Guardians of old trees", "为古树登记生长情况，修补护栏，更新树牌上的二维码介绍。",
      "Record how old trees are doing, mend fences and renew their signs.", "使用工具时佩戴手套。",
      (("守护员", "Tree guardian"),), 3, "ecology"),
    T("elderly-disabled", "长者饭堂帮厨", "Helping at the elders' canteen", "备餐、分餐、送餐上门，陪独居长者吃一顿热饭。",
      "Prepare, portion and deliver lunch, and keep an older neighbour company at the table.", "厨房地面湿滑，注意防烫。",
      (("帮厨志愿者", "Kitchen volunteer"), ("送餐志愿者", "Delivery volunteer")), 3, "elderly"),
    T("elderly-disabled", "银龄智能手机课", "Smartphone class for elders", "一对一教长者用手机挂号、视频通话、识别诈骗短信。",
      "Teach older people one to one: booking a doctor, video calls, spotting scam messages.", "请耐心，勿代长者保管密码。",
      (("手机老师", "Phone tutor"),), 2, "elderly"),
    T("elderly-disabled", "康园工疗站陪伴日", "Day at the Kangyuan therapy station", "陪伴残疾学员做手工、练习购物和乘车。",
      "Craft, shopping and bus practice with members of the therapy station.", "请遵循社工安排，尊重学员隐私。",
      (("陪伴志愿者", "Companion"),), 4, "disabled"),
    T("elderly-disabled", "无障碍地图绘制", "Mapping step-free routes", "坐上轮椅走一遍，记录坡道、电梯和卫生间，完善无障碍地图。",
      "Travel by wheelchair and record ramps, lifts and toilets for the step-free map.", "注意道路交通安全。",
      (("测绘志愿者", "Mapper"), ("轮椅体验员", "Wheelchair tester")), 3, "disabled"),
    T("elderly-disabled", "独居长者敲门行动", "Knocking on doors", "每周上门探访独居长者，量血压、查燃气、聊聊家常。",
      "Weekly visits to older people living alone: blood pressure, gas check, a chat.", "两人一组上门，不收受礼物。",
      (("探访志愿者", "Visitor"),), 2, "elderly"),
    T("children", "四点半课堂", "Half past four classroom", "放学后陪双职工家庭的孩子写作业、读绘本、做游戏。",
      "Homework, picture books and games after school for children of working parents.", "不单独与儿童相处，遵守儿童保护守则。",
      (("学业辅导员", "Homework tutor"), ("绘本领读员", "Story reader")), 2, "children"),
    T("children", "稻草人安全守护", "Scarecrow watch", "放学高峰在路口守护社区儿童过马路，教孩子认路和求助。",
      "Guard crossings at school closing time and teach children how to ask for help.", "穿反光背心，站在安全区域。",
      (("守护员", "Crossing guardian"),), 1.5, "children"),
    T("children", "小候鸟夏令营", "Little migrants' camp", "陪来粤探亲的留守儿童参观博物馆、画家乡、写家书。",
      "Museum visits, drawing and letter writing with children who came to join their parents.", "外出活动一名志愿者带五名儿童。",
      (("营地辅导员", "Camp counsellor"),), 6, "left_behind_children"),
    T("children", "周末故事屋", "Weekend story house", "在社区图书馆给孩子讲粤语和普通话故事，一起做手偶。",
      "Stories in Cantonese and Mandarin, and puppet making, at the community library.", "注意剪刀等工具安全。",
      (("讲故事的人", "Storyteller"), ("手工助教", "Craft helper")), 2, "children"),
    T("health", "健康直通车义诊", "Health train clinic", "随医疗队进村义诊，引导挂号、测血糖血压、发放健康手册。",
      "Village clinic with a medical team: guiding, blood pressure and sugar tests, leaflets.", "做好手卫生，医疗操作须持证。",
      (("引导志愿者", "Guide"), ("护理志愿者", "Nursing volunteer")), 5, "poor_households", False, "nursing"),
    T("health", "无偿献血站服务", "Blood donation station", "引导献血者填表，解答常见问题，献血后陪护观察。",
      "Guide donors through the form, answer questions, watch over them afterwards.", "遇不适情况立即通知护士。",
      (("献血引导员", "Donor guide"),), 4),
    T("health", "急救进万家", "First aid for every home", "在商圈和地铁站教路人心肺复苏和海姆立克急救法。",
      "Teach passers-by CPR and the Heimlich manoeuvre at malls and metro stations.", "使用假人前后消毒。",
      (("急救讲师", "First-aid instructor"), ("助教", "Assistant")), 3, "residents", False, "first-aid"),
    T("emergency", "防汛值守后备队", "Flood watch reserve", "汛期协助社区巡查内涝点，劝导绕行，转移低洼处物资。",
      "Patrol flood spots with the community, redirect people, move goods from low ground.", "听从统一指挥，不得涉水冒险。",
      (("巡查队员", "Patrol member"), ("物资队员", "Supplies member")), 6, "residents", True),
    T("emergency", "山地搜救训练", "Mountain search training", "与专业救援队一起进行绳索、定位和担架训练。",
      "Rope, positioning and stretcher training with the professional rescue team.", "训练有跌落风险，须购买保险并服从教练。",
      (("训练队员", "Trainee"),), 7, "residents", True),
    T("emergency", "消防安全入户宣传", "Fire safety door to door", "上门检查电动车充电和老旧插座，教居民用灭火器。",
      "Check e-bike charging and old sockets at home, show how to use an extinguisher.", "佩戴工作证，两人一组。",
      (("宣传员", "Safety visitor"),), 2.5),
    T("events", "马拉松赛道服务", "Marathon course service", "在补给站递水、清理赛道、引导观众，为跑者加油。",
      "Hand out water, clear the course, guide spectators and cheer the runners.", "凌晨集合，注意保暖与交通安全。",
      (("补给志愿者", "Refreshment volunteer"), ("赛道引导", "Course marshal")), 7, "events"),
    T("events", "广交会交通引导", "Trade fair guiding", "在地铁口和展馆入口用中英双语为客商指路。",
      "Show visitors the way in Chinese and English at the metro and the halls.", "长时间站立，请穿舒适的鞋。",
      (("引导志愿者", "Guide"), ("翻译志愿者", "Interpreter")), 5, "events", False, "english"),
    T("events", "春运暖冬行动", "Warm winter at the station", "在高铁站帮旅客搬行李、查车次、用自助机取票。",
      "Luggage, train times and ticket machines for travellers at the railway station.", "不得保管旅客贵重物品。",
      (("站厅志愿者", "Concourse volunteer"), ("重点旅客帮扶", "Assistance volunteer")), 5, "residents"),
    T("community", "邻里互助修补匠", "Neighbourhood fix-it day", "免费磨刀、修伞、换锁芯、修小家电。",
      "Free knife sharpening, umbrella, lock and small appliance repairs.", "用电设备须断电检修。",
      (("修补师傅", "Fixer"), ("接待员", "Front desk")), 3, "residents", False, "repair"),
    T("community", "社区花园共建", "Building a community garden", "和居民一起翻土、播种、做堆肥，把闲置角落变成花园。",
      "Dig, sow and compost with residents to turn an unused corner into a garden.", "使用农具注意安全，做好防晒防蚊。",
      (("园丁志愿者", "Gardener"),), 3, "residents"),
    T("community", "楼道美化日", "Stairwell makeover", "清理楼道杂物，刷白墙面，请孩子们画上门牌。",
      "Clear stairwells, whitewash walls, let the children paint the door numbers.", "高处作业须有人扶梯。",
      (("美化志愿者", "Painter"),), 4, "residents"),
    T("community", "爱心理发角", "Haircuts with heart", "每月一次为行动不便的街坊上门理发。",
      "A monthly haircut at home for neighbours who cannot go out.", "工具一客一消毒。",
      (("理发师", "Hairdresser"), ("助手", "Helper")), 3, "elderly", False, "hairdressing"),
    T("education", "乡村图书角", "Village library corner", "为乡村小学整理图书、登记借阅、陪孩子读书。",
      "Catalogue books, lend them and read with pupils at village schools.", "往返路途较远，请统一乘车。",
      (("图书管理员", "Librarian"), ("领读员", "Reading partner")), 5, "children"),
    T("education", "外来工子女数学营", "Maths camp for migrants' children", "用游戏教小学数学，帮孩子补上转学落下的课。",
      "Primary maths through games, catching up on what moving schools lost.", "不布置商业教材，不收费。",
      (("数学辅导员", "Maths tutor"),), 2.5, "migrant_children", False, "teaching"),
    T("culture", "博物馆讲解员", "Museum guides", "为观众讲解岭南文物，带孩子做拓印体验。",
      "Guide visitors through Lingnan relics and rubbing workshops for children.", "不得触摸展品。",
      (("讲解员", "Guide"), ("体验助教", "Workshop helper")), 4, "residents"),
    T("culture", "粤剧进校园", "Cantonese opera at school", "陪老艺人进校园教孩子认行当、学身段、画脸谱。",
      "Old masters teach pupils roles, gestures and face painting; volunteers help out.", "请保护好戏服道具。",
      (("活动助理", "Assistant"),), 2.5, "children"),
    T("legal", "法律服务日", "Legal advice day", "律师志愿者解答劳动合同、租房和赡养问题。",
      "Lawyers answer questions on work contracts, rent and support of parents.", "不得私下揽案。",
      (("律师志愿者", "Lawyer"), ("登记员", "Registrar")), 3, "residents", False, "legal"),
    T("counselling", "心声热线接线", "Listening line", "接听青少年心理热线，做记录，必要时转介专业机构。",
      "Answer the youth listening line, take notes, refer where needed.", "须完成岗前培训，遵守保密守则。",
      (("接线员", "Listener"),), 4, "key_youth", False, "counselling"),
    T("publicity", "反诈宣传小分队", "Scam alert squad", "在菜市场和社区用案例教居民识别电信诈骗。",
      "Teach residents at markets to recognise phone scams with real cases.", "不泄露案例当事人信息。",
      (("宣传员", "Speaker"),), 2, "residents"),
    T("network", "社区电脑门诊", "Community computer clinic", "为居民清灰、装系统、教会设置家庭路由器。",
      "Clean, reinstall, and show people how to set up their router at home.", "修机前请居民备份数据。",
      (("维修志愿者", "Repairer"),), 3, "residents", False, "computing"),
    T("translation", "外籍街坊办事陪同", "With foreign neighbours to the office", "陪外籍居民到社区和医院办事，做简单翻译。",
      "Accompany foreign residents to offices and hospitals and interpret.", "不代签任何文件。",
      (("翻译志愿者", "Interpreter"),), 3, "residents", False, "english"),
    T("photography", "为长者拍全家福", "Family portraits for elders", "布置影棚，为长者化妆、拍照、装框送上门。",
      "Set up a studio, make-up, portraits, and deliver the framed pictures.", "肖像照须征得本人同意。",
      (("摄影志愿者", "Photographer"), ("化妆助手", "Make-up helper")), 4, "elderly", False, "photography"),
]  # fmt: skip

CANTEEN = T("elderly-disabled", "长者饭堂帮厨", "Canteen for elders", "择菜、打饭、送餐上门，饭后陪长者聊聊天。",
            "Wash, cook, serve, carry meals to the homebound, and stay for a chat.", "厨房地滑，须穿防滑鞋并持健康证。",
            (("帮厨志愿者", "Kitchen helper"),), 7.5, "elderly")  # fmt: skip

BENEFICIARIES = [
    ("children", "未成年人", "Children and young people"),
    ("migrant_children", "农民工子女", "Children of migrant workers"),
    ("left_behind_children", "留守儿童", "Left-behind children"),
    ("disabled_youth", "残疾青少年", "Disabled teenagers"),
    ("disabled", "残疾人", "People with disabilities"),
    ("elderly", "老年人", "Older people"),
    ("poor_households", "困难家庭", "Families in difficulty"),
    ("key_youth", "重点青少年群体", "Key youth groups"),
    ("minorities", "少数民族群众", "Ethnic minorities"),
    ("residents", "社区居民", "Residents"),
    ("schools", "学校", "Schools"),
    ("events", "赛会", "Events"),
    ("network", "网络环境", "The online environment"),
    ("ecology", "生态", "Nature"),
    ("other", "其他", "Other"),
]

SURNAMES = "陈李黄张梁林王刘吴何郑杨罗蔡谢叶冯曾邓彭苏许卢曹朱赖麦莫潘关区冼庞"
GIVEN = "文华志明小雨晓彤嘉敏子轩浩然家豪美玲秀英国强建军丽娟雪梅俊杰思琪雅婷伟强淑贞永康少芬惠珍锦辉佩珊宇航梓涵诗琪"

STREETS = [
    "中山路",
    "解放路",
    "人民路",
    "文明路",
    "东风路",
    "沿江路",
    "新华街",
    "荔湾路",
    "建设路",
    "和平街",
    "民生街",
    "公园路",
]
VENUES = [
    ("社区文化中心", "Community Culture Centre"), ("文化广场", "Culture Square"), ("党群服务中心", "Service Centre"),
    ("中心小学", "Central Primary School"), ("市民公园", "People's Park"), ("图书馆", "Library"),
    ("长者服务站", "Elders' Station"), ("青少年宫", "Youth Palace"),
]  # fmt: skip

ORGANIZATIONS = [
    # name, English name, kind, region
    ("广东省志愿者联合会", "Guangdong Volunteers' Federation", "federation", "440000"),
    ("广州市志愿者协会", "Guangzhou Volunteers' Association", "federation", "440100"),
    ("珠江志愿服务队", "Pearl River Volunteers", "social_organization", "440106"),
    ("越秀暖心社工服务中心", "Yuexiu Warm Heart Social Work Centre", "social_organization", "440104"),
    ("荔湾西关街坊会", "Liwan Xiguan Neighbours", "committee", "440103"),
    ("番禺绿行者", "Panyu Green Walkers", "social_organization", "440113"),
    ("岭南大学城青年志愿者协会", "Lingnan University Town Young Volunteers", "young_volunteers_association", "440113"),
    ("南方移动志愿服务总队", "Southern Mobile Volunteers", "corporate", "440106"),
    ("广州盲道守护联盟", "Guangzhou Tactile Paving Guardians", "disability_aid", "440105"),
    ("深圳市义工联合会", "Shenzhen Volunteers' Federation", "federation", "440300"),
    ("梧桐山志愿服务队", "Wutong Hill Volunteers", "social_organization", "440303"),
    ("南山蓝天救援队", "Nanshan Blue Sky Rescue", "social_organization", "440305"),
    ("珠海海岸线志愿者", "Zhuhai Coastline Volunteers", "social_organization", "440402"),
    ("汕头潮邻互助社", "Shantou Chao Neighbours", "social_organization", "440511"),
    ("佛山醒狮青年志愿队", "Foshan Lion Dance Young Volunteers", "young_volunteers_association", "440604"),
    ("顺德和的社区基金志愿者", "Shunde Community Volunteers", "social_organization", "440606"),
    ("韶关丹霞护山队", "Shaoguan Danxia Rangers", "social_organization", "440203"),
    ("湛江红树林守护者", "Zhanjiang Mangrove Guardians", "social_organization", "440803"),
    ("肇庆星湖志愿者", "Zhaoqing Star Lake Volunteers", "social_organization", "441202"),
    ("江门侨乡义工联", "Jiangmen Overseas-home Volunteers", "federation", "440703"),
    ("茂名好心义工团", "Maoming Kind Heart Volunteers", "social_organization", "440902"),
    ("惠州西湖文明使者", "Huizhou West Lake Envoys", "social_organization", "441302"),
    ("梅州客家围龙志愿队", "Meizhou Hakka Roundhouse Volunteers", "social_organization", "441402"),
    ("汕尾渔港青年", "Shanwei Harbour Youth", "young_volunteers_association", "441502"),
    ("河源东江源志愿者", "Heyuan East River Source Volunteers", "social_organization", "441602"),
    ("阳江海陵岛救生志愿队", "Yangjiang Hailing Lifeguards", "social_organization", "441702"),
    ("清远北江义工", "Qingyuan North River Volunteers", "social_organization", "441802"),
    ("东莞新莞人志愿服务队", "Dongguan Newcomers Volunteers", "corporate", "441900"),
    ("中山博爱义工团", "Zhongshan Universal Love Volunteers", "social_organization", "442000"),
    ("潮州古城讲解队", "Chaozhou Old Town Guides", "social_organization", "445102"),
    ("揭阳榕江志愿者", "Jieyang Rong River Volunteers", "social_organization", "445202"),
    ("云浮石城志愿者", "Yunfu Stone City Volunteers", "social_organization", "445302"),
]

SYNCHRONISED = {"440300", "440600", "440700", "441300", "441900"}
SLUGS = {
    "440100": "guangzhou", "440200": "shaoguan", "440300": "shenzhen", "440400": "zhuhai", "440500": "shantou",
    "440600": "foshan", "440606": "shunde", "440700": "jiangmen", "440800": "zhanjiang", "440900": "maoming",
    "441200": "zhaoqing", "441300": "huizhou", "441400": "meizhou", "441500": "shanwei", "441600": "heyuan",
    "441700": "yangjiang", "441800": "qingyuan", "441900": "dongguan", "442000": "zhongshan", "445100": "chaozhou",
    "445200": "jieyang", "445300": "yunfu",
}  # fmt: skip
# A point near each city's centre (WGS-84); activities are scattered around it.
CENTRES = {
    "4401": (113.2644, 23.1291), "4402": (113.5972, 24.8104), "4403": (114.0579, 22.5431), "4404": (113.5767, 22.2707),
    "4405": (116.6820, 23.3535), "4406": (113.1214, 23.0215), "4407": (113.0816, 22.5787), "4408": (110.3594, 21.2707),
    "4409": (110.9255, 21.6630), "4412": (112.4651, 23.0469), "4413": (114.4168, 23.1115), "4414": (116.1226, 24.2886),
    "4415": (115.3751, 22.7862), "4416": (114.7006, 23.7437), "4417": (111.9822, 21.8579), "4418": (113.0560, 23.6820),
    "4419": (113.7518, 23.0207), "4420": (113.3926, 22.5171), "4451": (116.6226, 23.6567), "4452": (116.3724, 23.5497),
    "4453": (112.0445, 22.9150),
}  # fmt: skip

GOODS = [
    # picture, name, English name, hundredths of a point
    ("rice", "大米 5 kg", "Rice, 5 kg", 3000), ("oil", "花生油 1.8 L", "Peanut oil, 1.8 L", 4500),
    ("soap", "香皂三块装", "Three bars of soap", 800), ("towel", "纯棉毛巾", "Cotton towel", 1000),
    ("umbrella", "晴雨伞", "Umbrella", 2000), ("notebook", "木棉笔记本", "Kapok notebook", 600),
    ("thermos", "保温杯", "Thermos flask", 3500), ("tea", "英德红茶 100 g", "Yingde black tea, 100 g", 2500),
    ("eggs", "土鸡蛋 20 枚", "Eggs, twenty", 1800), ("detergent", "洗衣液 2 kg", "Detergent, 2 kg", 2200),
    ("lunch_box", "分格饭盒", "Lunch box", 1500), ("tote_bag", "帆布袋", "Canvas tote bag", 900),
]  # fmt: skip
