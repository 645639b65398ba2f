"""Writes reference.json: quantiles to 40 digits, rounded to 20, by mpmath 1.3.

The beta quantiles solve the regularised incomplete beta function by bisection
at 60 digits; the normal ones invert the error function. Nothing here is
computed by the code under test.
"""
import json
from mpmath import mp, mpf, betainc, erfinv, sqrt, erfc, findroot, log

mp.dps = 60
PS = ["1e-9", "1e-6", "0.001", "0.05", "0.25", "0.5", "0.8", "0.95", "0.999", "0.999999", "0.999999999"]


def cdf(a, b, x):
    return betainc(a, b, 0, x, regularized=True)


def quantile(a, b, p):
    low, high = mpf(0), mpf(1)
    for _ in range(170):
        x = (low + high) / 2 if low > high / 16 else mp.sqrt(max(low, mpf("1e-400")) * high)
        if cdf(a, b, x) < p:
            low = x
        else:
            high = x
        if high - low < high * mpf("1e-25"):
            break
    return high


def text(x):
    return mp.nstr(x, 20)


beta = []
for a, b in [("1", "5"), ("5", "1"), ("1.5", "4.5"), ("3", "3"), ("2.3", "3.7"), ("0.5", "0.5"), ("0.25", "3"),
             ("40", "2"), ("50", "60"), ("1000", "3"), ("1", "1")]:
    # p is the float64 nearest to the text, as the code sees it
    beta.append({"alpha": a, "beta": b, "quantiles": [[p, text(quantile(mpf(a), mpf(b), mpf(float(p))))] for p in PS]})
normal = []
for p in PS + ["1e-15", "1e-100", "1e-300"]:
    q = mpf(float(p))
    low, high = mpf(-40), mpf(40)
    for _ in range(120):
        z = (low + high) / 2
        if erfc(-z / sqrt(mpf(2))) / 2 < q:
            low = z
        else:
            high = z
    normal.append([p, text(high)])
json.dump({"origin": "reference.py, mpmath 1.3.0 at 60 digits", "beta": beta, "normal": normal}, open("reference.json", "w"), indent=1)
