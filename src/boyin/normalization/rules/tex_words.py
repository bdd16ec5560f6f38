"""What the commands of TeX are called when a formula is read aloud."""

COMMANDS = {
    "times": "乘", "cdot": "乘", "div": "除以", "pm": "正负", "mp": "负正", "leq": "小于等于",
    "le": "小于等于", "geq": "大于等于", "ge": "大于等于", "neq": "不等于", "ne": "不等于",
    "approx": "约等于", "equiv": "恒等于", "cong": "全等于", "ll": "远小于", "gg": "远大于",
    "infty": "无穷大", "partial": "偏", "nabla": "梯度", "in": "属于", "notin": "不属于",
    "subset": "包含于", "subseteq": "包含于", "supset": "包含", "cup": "并", "cap": "交",
    "emptyset": "空集", "varnothing": "空集", "setminus": "去掉", "forall": "任意",
    "exists": "存在", "to": "到", "rightarrow": "到", "mapsto": "映到", "Rightarrow": "推出",
    "implies": "推出",
    "iff": "当且仅当", "Leftrightarrow": "当且仅当", "sim": "约", "propto": "正比于",
    "ldots": "等等", "cdots": "等等", "dots": "等等", "vdots": "等等", "lt": "小于", "gt": "大于",
    "land": "且", "lor": "或", "neg": "非", "because": "因为", "therefore": "所以",
    "perp": "垂直于", "parallel": "平行于", "angle": "角", "triangle": "三角形", "circ": "圈",
    "prime": "撇", "hbar": "约化普朗克常数", "ell": "l", "mid": "，", "vert": "，",
    "sin": "正弦", "cos": "余弦", "tan": "正切", "cot": "余切", "arcsin": "反正弦",
    "arccos": "反余弦", "arctan": "反正切", "log": "对数", "lg": "常用对数", "ln": "自然对数",
    "exp": "指数", "det": "行列式", "gcd": "最大公约数", "Pr": "概率", "bmod": "模", "mod": "模",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "θ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "γ", "Delta": "δ", "Theta": "θ", "Lambda": "λ", "Xi": "ξ", "Pi": "π", "Sigma": "σ",
    "Phi": "φ", "Psi": "ψ", "Omega": "ω", "%": "百分号", "&": "和", "#": "井号", "_": "",
    "{": "", "}": "", "|": "，", "\\": "；",
}  # fmt: skip

GATHERED = {
    "sum": ("求和，", "对{}到{}求和，", "对{}求和，"),
    "prod": ("连乘，", "对{}到{}连乘，", "对{}连乘，"),
    "int": ("积分，", "从{}到{}积分，", "在{}上积分，"),
    "iint": ("二重积分，", "从{}到{}二重积分，", "在{}上二重积分，"),
    "oint": ("环路积分，", "从{}到{}环路积分，", "沿{}环路积分，"),
    "lim": ("极限，", "{}到{}的极限，", "{}时的极限，"),
    "max": ("最大值，", "{}到{}的最大值，", "对{}取最大值，"),
    "min": ("最小值，", "{}到{}的最小值，", "对{}取最小值，"),
}
"""Alone, with what stands below and above, with what stands below."""

ACCENTS = {
    "hat": "{}帽", "widehat": "{}帽", "bar": "{}横", "overline": "{}横", "vec": "向量{}",
    "tilde": "{}波浪", "widetilde": "{}波浪", "dot": "{}点", "ddot": "{}两点",
    "underline": "{}", "overrightarrow": "向量{}",
}  # fmt: skip

TEXTS = ("text", "textrm", "textbf", "mbox", "operatorname")
"""Commands whose argument is words."""

LAYOUT = dict.fromkeys(
    (
        *("left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "mathrm", "mathbf"),
        *("mathbb", "mathcal", "mathit", "mathsf", "boldsymbol", "displaystyle", "textstyle"),
        *("limits", "nolimits", "nonumber", ",", ";", ":", "!", " ", ">"),
    ),
    "",
) | {"quad": "，", "qquad": "，"}

MATRICES = {
    "matrix": "矩阵", "pmatrix": "矩阵", "bmatrix": "矩阵", "vmatrix": "行列式", "array": "阵列",
    "cases": "分情况",
}  # fmt: skip

SIGNS = {
    "-": "减", "−": "减", "+": "加", "*": "乘", "/": "除以", "'": "撇", ",": "，", ";": "；",
    ":": "，", "!": "的阶乘", ".": "", "~": "",
}  # fmt: skip

OPERATORS = ("加", "减", "乘", "除以", "等于", "大于", "小于", "到", "左括号", "趋于")
"""Behind these a minus is a sign of the number."""
