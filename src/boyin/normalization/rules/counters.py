"""What can be counted or measured: the words before which 2 is 两 and a number is no name."""

import regex

_COUNTERS = (
    # Of things and people.
    "个人位名家条张件台部辆架艘座栋幢套间所份篇本册页句段首幅场枚颗粒根支把双对副组队批群股道层片块头只匹"
    "尾朵棵株串排圈桩宗茬拨伙帮员项款类种门科课堂口杯瓶碗盘盒箱袋桶罐餐顿盏顶扇封则通束滴幕剂针泡具节集"
    "笔单词字行列票刀枪桌席连届样码杠者桥"
    # Of places and bodies that come in pairs or more.
    "国省市州县城村户校院店厂车船党会地方面大岸极端侧边翼腿眼声拳军站室厅男女胜负平死伤"
    # Of times and turns.
    "年天周秒分刻岁次回遍趟番轮步点季期"
    # Of measures, money and numbers.
    "米里丈尺寸吨克斤升亩元角毛瓦伏度磅倍成万亿千百兆"
)
_LONGER = """
    小时|公[里斤升顷分尺]|千[米克瓦卡]|[厘毫分微纳]米|毫[升克秒]|英[里尺寸镑亩]|平[方米]|立方|
    美[元金]|[欧港日韩澳加]元|字节|摄氏|盎司|加仑|光年|海里|人次|路[人大](?:马|军)|
    起[事案交火车凶命投纠诉举]
"""
_OTHERWISE = """
    个位数|位数|人[称工类民物才口]|台湾|部[分门]|次[元方]|年[级代]|周[年末]|分[之别布析]|
    点[零一二三四五六七八九]|点[0-9](?![0-9]?分)|车[道展企]|期[工末]|季[度后军]|元[素旦宵]|
    毛利|度电|地[址区图处震]|方[向案法程]|面[对向临]|大[促家选赛奖]|会[员议计]|节[日能]|
    家[长电居]|市[值场民]|成[为功本长立都人员]|对[于比]|项目|本[身来田]|种[植子]|排名|
    单[位价]|步骤|类[似别]|层[面次]|段落|场景|字段|词[汇典]|行[业情]|列[表车]|科[技学]|
    国[际家内外]|军[事人]|天[猫津]|城[市镇]|校[园招]|股[东市]|首[届次席先相都]|里[面程约斯]|
    室[内外友]|女性|男性|平[均台时等安]|死[亡者]|伤[亡者害]|站[点在]|负[责债]|胜利|
    万[物一圣科]|百[分度货]|千万(?![元人个亿])
"""
"""Words that only begin with a counter's character."""
_COUNTED = regex.compile(
    rf"[ ]?(?!{_OTHERWISE})[多余来]?(?:{_LONGER}|[{_COUNTERS}])", regex.VERBOSE
)


def is_counted(following: str) -> bool:
    """Whether a number before `following` counts things or measures something."""
    return _COUNTED.match(following) is not None
