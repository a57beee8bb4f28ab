"""Who plays in the rehearsal: offices, units and about sixty applicants. All names are invented."""

from dataclasses import dataclass
from datetime import date

from accounts.roles import Role
from applications import choices as c

from .people import Career, Person, bachelor, college, secondary

PASSWORD = "yangcheng-2021"  # noqa: S105 - printed for everybody by `make demo`
BUREAU = "阳城县工业和信息化局"
HRSS = "阳城县人力资源和社会保障局"


@dataclass(frozen=True, slots=True)
class Officer:
    username: str
    name: str
    role: Role
    organisation: str


OFFICERS = (
    Officer("weiguodong", "卫国栋", Role.CLERK, BUREAU),
    Officer("liumin", "刘敏", Role.CLERK, BUREAU),
    Officer("guoqinghua", "郭庆华", Role.LEAD, BUREAU),
    Officer("lihui", "李慧", Role.SECRETARY, BUREAU),
    Officer("wangzhiyuan", "王志远", Role.CHAIR, BUREAU),
    Officer("shenjianping", "申建平", Role.TELLER, BUREAU),
    Officer("ruhuimin", "茹慧敏", Role.TELLER, BUREAU),
    Officer("chengxiaohong", "成晓红", Role.DEPARTMENT, BUREAU),
    Officer("admin", "系统管理员", Role.ADMIN, BUREAU),
    Officer("zhaojianping", "赵建平", Role.HRSS, HRSS),
    Officer("weidongsheng", "卫东升", Role.DEPARTMENT, "阳城县能源局"),
    Officer("panhaiyan", "潘海燕", Role.DEPARTMENT, "阳城县住房和城乡建设管理局"),
    Officer("zhangshuiqing", "张水清", Role.DEPARTMENT, "阳城县水务局"),
    Officer("malugang", "马路刚", Role.DEPARTMENT, "阳城县交通运输局"),
    Officer("huanbaoping", "桓保平", Role.DEPARTMENT, "晋城市生态环境局阳城分局"),
)

#: unit → (sign-in of 单位人事, its name, sign-in of 单位领导, its name)
UNITS = {
    "阳城县析城山煤业有限责任公司": ("yuanhaiyan", "原海燕", "chengjianguo", "成建国"),
    "阳城县砥洎陶瓷有限公司": ("lixiulan", "李秀兰", "wangdaqing", "王大庆"),
    "阳城县凤城建筑安装有限公司": ("tiangaofeng", "田高峰", "tianshouyi", "田守义"),
    "阳城县水利技术服务中心": ("huolili", "霍丽丽", "huozhenhua", "霍振华"),
    "阳城县太行铸造机械有限公司": ("shangaiping", "上官爱萍", "shangguanwu", "上官武"),
    "阳城县濩泽煤层气开发有限公司": ("qinyan", "秦燕", "qinyongli", "秦永利"),
    "阳城县沁河供水有限公司": ("baixue", "白雪", "baijinsheng", "白金生"),
    "阳城县公路事务中心": ("menglan", "孟兰", "menghaijun", "孟海军"),
    "阳城县凤翼电力工程有限公司": ("yanjing", "闫静", "yanguoqiang", "闫国强"),
    "阳城县环境监测技术站": ("luping", "路平", "luweimin", "路卫民"),
    "阳城县北留光伏发电有限公司": ("songyu", "宋瑜", "songlianghai", "宋良海"),
}

MINING = ("采矿工程", "采掘技术管理")
ELECTRIC = ("矿山机电", "矿山机电设备维护")
VENT = ("通风与安全", "矿井通风技术管理")
CERAMIC = ("陶瓷工艺", "陶瓷坯釉配方与烧成")
BUILDING = ("建筑施工", "房屋建筑施工管理")
COST = ("工程造价", "建筑工程计量计价")
WATER = ("水利工程", "小型水利工程管护")
CASTING = ("铸造", "球墨铸铁工艺编制")
MACHINE = ("机械制造", "机械加工工艺编制")
CBM = ("煤层气工程", "煤层气井排采管理")
SUPPLY = ("给排水", "供水管网运行维护")
ROAD = ("道路与桥梁", "农村公路养护")
POWER = ("输配电", "配电线路施工")
MONITOR = ("环境监测", "大气和水质监测")
SOLAR = ("新能源发电", "光伏电站运行维护")

TAIYUAN, NORTH, JINCHENG = "太原理工大学", "中北大学", "晋城职业技术学院"
COAL, MECH, HYDRO = "山西煤炭职业技术学院", "山西机电职业技术学院", "山西水利职业技术学院"
SCHOOL = "阳城县职业高级中学"

_GIVEN = (
    "晓燕", "建军", "雅敏", "志强", "丽娟", "小鹏", "海波", "文静", "晋峰", "雪梅",
    "永刚", "彩霞", "俊杰", "亚楠", "振华", "慧芳", "鹏飞", "秀英", "浩然", "瑞霞",
    "国庆", "思远", "春燕", "立新", "美玲", "晓东", "玉洁", "宏伟", "静怡", "志鹏",
    "婷婷", "建平", "欣怡", "卫东", "红梅", "少华", "佳琪", "明亮", "素珍", "天宇",
    "巧云", "长青", "艳丽", "子轩", "桂花", "向阳", "梦洁", "福生", "晓光", "爱民",
    "露露", "宝山", "清泉", "月娥", "学文", "冬梅", "海龙", "丹丹", "新民", "小红",
)  # fmt: skip
_FAMILY = (
    "郭", "张", "赵", "成", "原", "卫", "王", "李", "吴", "田",
    "刘", "马", "段", "延", "栗", "茹", "常", "靳", "郑", "石",
    "上官", "侯", "裴", "牛", "霍", "燕", "申", "秦", "贾", "崔",
)  # fmt: skip


def cast(unit_people: tuple[tuple[Career, int], ...], first: int) -> list[Person]:
    """The people of one unit: `first` is the running number of the first of them."""
    people, number = [], first
    for career, count in unit_people:
        for _ in range(count):
            people.append(_person(number, career))
            number += 1
    return people


def _person(number: int, career: Career) -> Person:
    sex = c.Sex.FEMALE if number % 2 == 0 else c.Sex.MALE
    year = int(career.schools[-1].started[:4]) - (15 if career.technician_since else 18)
    return Person(
        name=_FAMILY[number % len(_FAMILY)] + _GIVEN[number % len(_GIVEN)],
        sex=sex,
        born=date(year, 1 + number % 12, 1 + number % 28),
        serial=number,
        career=career,
    )


#: At 析城山煤业: who waits for the unit's word, and whom the unit has invited.
SIGNED_UP = Person(
    "靳晓梅", c.Sex.FEMALE, date(1997, 6, 18), 90, bachelor(*MINING, TAIYUAN, "采矿工程")
)
INVITED = Person(
    "裴立新", c.Sex.MALE, date(1996, 9, 23), 91, college(*VENT, COAL, "通风技术与安全管理")
)

#: unit → careers; the rounds and days stand in `schedule`.
CAREERS = {
    "阳城县析城山煤业有限责任公司": (
        (bachelor(*MINING, TAIYUAN, "采矿工程"), 4),
        (college(*ELECTRIC, COAL, "矿山机电"), 3),
        (secondary(*VENT, SCHOOL, "矿井通风与安全"), 1),
        (college(*VENT, COAL, "通风技术与安全管理"), 2),
        (bachelor(*MINING, NORTH, "工业设计"), 1),
        (
            college(
                *ELECTRIC, MECH, "机电一体化技术", year=2019,
                grades={2019: "不定等次", 2020: "合格", 2021: "基本合格"},
                statement="2021年因病休养三个月，年度考核为基本合格，请单位核实。",
            ),
            1,
        ),
    ),
    "阳城县砥洎陶瓷有限公司": (
        (bachelor(*CERAMIC, TAIYUAN, "无机非金属材料工程"), 3),
        (college(*MACHINE, MECH, "机械制造与自动化"), 3),
    ),
    "阳城县凤城建筑安装有限公司": (
        (college(*BUILDING, JINCHENG, "建筑工程技术"), 3),
        (bachelor(*COST, TAIYUAN, "工程造价"), 2),
    ),
    "阳城县水利技术服务中心": (
        (college(*WATER, HYDRO, "水利工程"), 3),
        (bachelor(*WATER, TAIYUAN, "水利水电工程"), 2),
    ),
    "阳城县太行铸造机械有限公司": (
        (college(*CASTING, MECH, "材料成型与控制技术"), 3),
        (bachelor(*MACHINE, NORTH, "机械设计制造及其自动化"), 2),
    ),
    "阳城县濩泽煤层气开发有限公司": ((bachelor(*CBM, TAIYUAN, "石油工程", year=2018), 6),),
    "阳城县沁河供水有限公司": ((bachelor(*SUPPLY, TAIYUAN, "给排水科学与工程", year=2018), 6),),
    "阳城县公路事务中心": ((college(*ROAD, JINCHENG, "道路桥梁工程技术", year=2017), 6),),
    "阳城县凤翼电力工程有限公司": ((college(*POWER, MECH, "供用电技术", year=2017), 3),),
    "阳城县环境监测技术站": ((bachelor(*MONITOR, TAIYUAN, "环境工程", year=2018), 4),),
    "阳城县北留光伏发电有限公司": ((bachelor(*SOLAR, NORTH, "新能源科学与工程", year=2018), 4),),
}  # fmt: skip
