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


def truncated(pdf, breaks, a, b):
    """Mass, mean and variance of a density between a and b, and its quantiles."""
    def part(f, low, high):
        inner = [x for x in breaks if low < x < high]
        return mp.quad(f, [low] + inner + [high])
    mp.dps = 30
    mass = part(pdf, a, b)
    mean = part(lambda x: x * pdf(x), a, b) / mass
    variance = part(lambda x: (x - mean) ** 2 * pdf(x), a, b) / mass
    out = []
    for p in ["0.1", "0.5", "0.9"]:
        target, low, high = mpf(p) * mass, mpf(a), mpf(b) if b != mp.inf else mpf(60)
        for _ in range(70):
            x = (low + high) / 2
            if part(pdf, a, x) < target:
                low = x
            else:
                high = x
        out.append([p, text(high)])
    return {"mean": text(mean), "variance": text(variance), "quantiles": out}


def beta_pdf(a, b, low, high):
    w = mpf(high) - low
    c = mp.beta(a, b) * w
    return lambda x: ((x - low) / w) ** (mpf(a) - 1) * ((high - x) / w) ** (mpf(b) - 1) / c


def normal_pdf(m, s):
    return lambda x: mp.exp(-((x - m) / s) ** 2 / 2) / (s * sqrt(2 * mp.pi))


def lognormal_pdf(m, s):
    return lambda x: mp.exp(-((log(x) - m) / s) ** 2 / 2) / (x * s * sqrt(2 * mp.pi))


def triangular_pdf(a, m, b):
    return lambda x: 2 * (x - a) / mpf((b - a) * (m - a)) if x < m else 2 * (b - x) / mpf((b - a) * (b - m))


def uniform_pdf(a, b):
    return lambda x: 1 / mpf(b - a) if a <= x <= b else mpf(0)


def mix(*parts):
    return lambda x: sum(mpf(w) * f(x) for w, f in parts)


CUT = '{"type":"truncated","least":"%s","most":"%s","of":%s}'
PERT = '{"type":"pert","least":"1","likely":"2","most":"9"}'
TRI = '{"type":"triangular","least":"20","likely":"30","most":"60"}'
NORMAL = '{"type":"normal","mu":"10","sigma":"2"}'
LOG = '{"type":"lognormal","mu":"2","sigma":"0.4"}'
BETA = '{"type":"beta","alpha":"0.7","beta":"2.2","least":"0","most":"10"}'
MIX = '{"type":"mixture","parts":[{"weight":"0.6","of":%s},{"weight":"0.4","of":{"type":"uniform","least":"5","most":"15"}}]}' % NORMAL
cut = []
for form, pdf, breaks, a, b in [
    (PERT, beta_pdf("1.5", "4.5", 1, 9), [], 2, 6),
    (TRI, triangular_pdf(20, 30, 60), [30], 25, 45),
    (NORMAL, normal_pdf(10, 2), [10], 9, 13),
    (NORMAL, normal_pdf(10, 2), [], 14, 20),
    (LOG, lognormal_pdf(mpf(2), mpf("0.4")), [], 6, 12),
    (BETA, beta_pdf("0.7", "2.2", 0, 10), [], 3, 8),
    (MIX, mix(("0.6", normal_pdf(10, 2)), ("0.4", uniform_pdf(5, 15))), [5, 10, 15], 8, 14),
    (MIX, mix(("0.6", normal_pdf(10, 2)), ("0.4", uniform_pdf(5, 15))), [5, 10, 15], 2, 20),
]:
    cut.append({"form": CUT % (a, b, form), **truncated(pdf, [mpf(x) for x in breaks], mpf(a), mpf(b))})
mp.dps = 60
json.dump({"truncated": cut, "origin": "reference.py, mpmath 1.3.0 at 60 digits", "beta": beta, "normal": normal}, open("reference.json", "w"), indent=1)
