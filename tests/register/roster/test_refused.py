"""What a ledger may not bring in is recognised in three languages, however it is written."""

import pytest

from doorstep.register.roster.refused import is_refused, is_sealed


@pytest.mark.parametrize(
    "heading",
    [
        "民族", "民 族", "宗教信仰", "政治面貌", "政治", "党员", "信访情况", "重点人员", "扣分",
        "打卡次数", "积分排名", "评分", "亲属关系", "照片", "人脸", "轨迹", "Ethnicity", "Religion",
        "Party member", "party_member", "Photo", "Score", "Ranking", "Kinship", "མི་རིགས",
        "ཆོས་ལུགས", "种族", "僧尼情况", "党派", "缠访", "重点关注对象", "吸毒史", "风险等级",
        "境外亲属", "黑名单", "失信情况", "信用分", "社会关系", "思想动态", "指纹", "Nationality",
        "MINZU",
    ],
)  # fmt: skip
def test_what_the_product_does_not_hold_is_refused(heading):
    assert is_refused(heading)


@pytest.mark.parametrize(
    "heading",
    ["健康状况", "精神状况", "残疾证号", "身份证号", "银行卡号", "Health", "Disability", "ID card",
     "Bank account", "HIV", "是否怀孕", "计生情况", "一卡通", "护照号", "社保卡"],
)  # fmt: skip
def test_what_needs_a_sealed_field_is_recognised(heading):
    assert (is_sealed(heading), is_refused(heading)) == (True, False)


@pytest.mark.parametrize(
    "heading",
    ["户编号", "村民小组", "户主（联系人）", "与户主关系", "家庭关系", "联系电话", "语言偏好",
     "方便联系时间", "出生年月", "劳动能力", "备注", "行政村", "Name", "Village", "Remarks"],
)  # fmt: skip
def test_what_a_visit_needs_is_neither(heading):
    assert (is_sealed(heading), is_refused(heading)) == (False, False)
