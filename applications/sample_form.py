"""已填样表: the 评审表 and 工作报告 of a person who does not exist, marked 示例 on every page."""

from datetime import date

from documents import shapes

UNIT = "阳城县析城山煤业有限责任公司"
NAME = "郭晓燕"
SPECIALTY = "矿山机电"
SAMPLE = "示例"


def review_form(label: str) -> shapes.ReviewForm:
    """附件1 filled in as it should be: a graduate of a college (大学专科), employed since 2018."""
    return shapes.ReviewForm(
        imprint=_imprint(label),
        unit=UNIT,
        name=NAME,
        specialty=SPECIALTY,
        sex="女",
        ethnicity="汉族",
        born=date(1996, 5, 18),
        birthplace="山西省阳城县",
        started_work="2018.08",
        health="健康",
        education=shapes.Education(
            finished="2018.07", school="山西煤炭职业技术学院", major="矿山机电", length="三年"
        ),
        present_work="矿山机电设备维护",
        party="2016年5月加入共青团",
        languages="英语，能借助词典阅读设备说明书",
        trainings=(
            shapes.Training(
                start="2015.09",
                end="2018.07",
                content="矿山机电",
                place="山西煤炭职业技术学院",
                result="三年、专科",
                witness="王建国",
            ),
            shapes.Training(
                start="2019.03",
                end="2019.04",
                content="煤矿提升设备安全操作培训",
                place="阳城县析城山煤业有限责任公司",
                result="40学时",
                witness="李志强",
            ),
        ),
        jobs=(
            shapes.Job(
                start="2018.08",
                end=None,
                unit=UNIT,
                work="矿山机电设备维护",
                post="机电科技术员岗",
                witness="李志强",
            ),
        ),
        applied_line="大学专科，2018年7月毕业于山西煤炭职业技术学院矿山机电专业",
        after=(
            shapes.Achievement(
                start="2019.05",
                end="2019.11",
                name="副井提升机制动系统改造",
                role="参加",
                content="测量闸瓦间隙和制动力矩，编写拆装步骤，负责调试记录。",
                result="空行程时间由0.5秒降到0.2秒，通过单位验收，运行至今没有故障。",
            ),
            shapes.Achievement(
                start="2020.06",
                end="2021.03",
                name="主运皮带机集中润滑",
                role="独立",
                content="统计托辊更换记录，设计润滑点和加油周期，编写作业指导书1份。",
                result="托辊年更换量由310个降到190个。",
            ),
        ),
        publications=(
            shapes.Publication(
                on="2021.11",
                title="矿山机电设备维护工作报告",
                venue="本次申报提交",
                authorship="独著",
            ),
        ),
        appraisals=tuple(
            shapes.Appraisal(year=year, grade=grade, unit=UNIT, note=note)
            for year, grade, note in (
                (2018, "参加考核不定等次", "当年8月入职"),
                (2019, "合格", ""),
                (2020, "合格", ""),
                (2021, "结果未出", ""),
            )
        ),
    )


def work_report(label: str) -> shapes.WorkReport:
    """《专业技术工作报告》 in its five parts (三（四）)."""
    return shapes.WorkReport(
        imprint=_imprint(label),
        title="矿山机电设备维护工作报告",
        name=NAME,
        unit=UNIT,
        specialty=SPECIALTY,
        education="2018年7月毕业于山西煤炭职业技术学院矿山机电专业，大学专科，学制三年，没有学位。",
        career="2018年8月受聘于阳城县析城山煤业有限责任公司，在机电科从事矿山机电设备维护至今。",
        work=(
            "负责副井提升机、主运皮带机和井下排水泵的日常检查与定期检修。\n"
            "检查按班、按周、按月三级做：每班看温度、声音和油位，每周测闸瓦间隙和皮带张力，"
            "每月核对保护装置的动作值，都记入台账。\n"
            "检修先看图纸和台账，再到现场测量，定好步骤和安全措施，请值班工程师审过以后实施。"
        ),
        tasks=(
            "一、2019年参加副井提升机制动系统改造。测量改造前的闸瓦间隙和制动力矩，"
            "整理成表；编写拆装步骤；改造后负责调试记录。空行程时间由0.5秒降到0.2秒。\n"
            "二、2020年6月至2021年3月独立完成主运皮带机集中润滑。先统计两年的托辊更换记录，"
            "找出更换最多的三段，再设计润滑点和加油周期。托辊年更换量由310个降到190个。\n"
            "三、带教新到岗的维护工两名，编写《皮带机托辊润滑作业指导书》1份，已在机电科使用。"
        ),
        honours="2020年度被单位评为先进工作者。",
    )


def _imprint(label: str) -> shapes.Imprint:
    return shapes.Imprint(label=label, number=SAMPLE, draft=SAMPLE)
