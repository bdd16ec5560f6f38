"""What is said of a box beside the text, by its kind: `tip` is 提示."""

SPOKEN = {
    "note": "提示", "tip": "提示", "hint": "提示", "info": "说明", "information": "说明",
    "important": "重要", "attention": "注意", "caution": "注意", "warning": "警告", "warn": "警告",
    "danger": "危险", "error": "错误", "example": "示例", "question": "问题", "help": "问题",
    "faq": "问题", "abstract": "摘要", "summary": "摘要", "tldr": "摘要", "success": "完成",
    "check": "完成", "done": "完成", "failure": "失败", "fail": "失败", "missing": "失败",
    "bug": "缺陷", "todo": "待办", "details": "详情", "seealso": "另见", "theorem": "定理",
    "definition": "定义", "proof": "证明", "lemma": "引理", "corollary": "推论", "exercise": "练习",
    "solution": "解答", "remark": "附注",
}  # fmt: skip
"""A kind that is not here is not said: it says how a box looks, or where it stands."""

QUOTATIONS = frozenset({"quote", "cite", "blockquote"})
"""Kinds of boxes that are quotations."""

_NAMES = {
    *SPOKEN, *SPOKEN.values(), "备注", "信息", "相关信息", "小贴士", "小提示", "温馨提示", "注",
}  # fmt: skip


def says_kind(title: str) -> bool:
    """Whether a title says no more than the kind of its box: `提示`, `WARNING`."""
    return title.strip(" :：!！").lower() in _NAMES
