"use strict";
(function () {
  const D = JSON.parse(document.getElementById("data").textContent), W = D.words;
  const ROW = 24, AXIS = 44, DAY = 86400, MAXWIDTH = 8e6, PAD = 14, SVG = "http://www.w3.org/2000/svg";
  const $ = (id) => document.getElementById(id);
  const view = $("view"), space = $("space"), names = $("names"), axis = $("axis"), corner = $("corner"), chart = $("chart"), about = $("about");
  const rows = D.rows || [], links = D.links || [];

  // Outline: the row above, and the links of every row.
  const stack = [];
  rows.forEach((r, i) => {
    r.l = r.l || 0;
    r.up = r.l > 0 && stack[r.l - 1] !== undefined ? stack[r.l - 1] : -1;
    stack[r.l] = i;
    stack.length = r.l + 1;
    r.parent = false;
    r.links = [];
    if (r.up >= 0) rows[r.up].parent = true;
  });
  links.forEach((x, i) => {
    rows[x[0]].links.push(i);
    if (x[1] !== x[0]) rows[x[1]].links.push(i);
  });

  // The days to show.
  let low = Infinity, high = -Infinity;
  const reach = (t) => { if (t) { low = Math.min(low, t); high = Math.max(high, t); } };
  rows.forEach((r) => [r.s, r.f, r.bs, r.bf, r.lf, r.dl].forEach(reach));
  reach(D.dataDate);
  if (low > high) { low = DAY; high = 2 * DAY; }
  low = Math.floor(low / DAY) * DAY - 2 * DAY;
  high = Math.ceil(high / DAY) * DAY + 10 * DAY;

  const state = { shut: new Set(), critical: false, text: "", at: 0, scale: 0, shown: [], place: new Map(), hover: -1, whole: false };

  // Civil days without a time zone: day 1 is 0001-01-01.
  function civil(day) {
    const z = day + 305, era = Math.floor(z / 146097), doe = z - era * 146097;
    const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
    const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100)), mp = Math.floor((5 * doy + 2) / 153);
    const m = mp < 10 ? mp + 3 : mp - 9;
    return [yoe + era * 400 + (m <= 2 ? 1 : 0), m, doy - Math.floor((153 * mp + 2) / 5) + 1];
  }
  function dayOf(y, m, d) {
    y -= m <= 2 ? 1 : 0;
    const era = Math.floor(y / 400), yoe = y - era * 400, doy = Math.floor((153 * (m > 2 ? m - 3 : m + 9) + 2) / 5) + d - 1;
    return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 305;
  }
  const two = (n) => String(n).padStart(2, "0");
  function date(t) {
    const [y, m, d] = civil(Math.floor(t / DAY));
    return String(y).padStart(4, "0") + "-" + two(m) + "-" + two(d);
  }
  function moment(t) {
    if (!t) return "";
    const s = t % DAY;
    return date(t) + (s ? " " + two(Math.floor(s / 3600)) + ":" + two(Math.floor(s / 60) % 60) : "");
  }
  const monthName = (m) => W.months[m - 1];

  function el(tag, attributes, text) {
    const e = document.createElementNS(SVG, tag);
    for (const k in attributes) e.setAttribute(k, attributes[k]);
    if (text !== undefined) e.textContent = text;
    return e;
  }

  // Which rows are shown: none below a closed summary; with a filter, those
  // that fit and all above them.
  function choose() {
    const words = state.text.toLowerCase(), filter = words !== "" || state.critical;
    const keep = new Uint8Array(rows.length);
    state.hits = 0;
    for (let i = rows.length - 1; i >= 0; i--) {
      const r = rows[i];
      const hit = (!state.critical || (r.c && !r.parent)) && (words === "" || (r.n + " " + r.i).toLowerCase().includes(words));
      if (filter && hit) { keep[i] = 1; state.hits++; }
      if (keep[i] && r.up >= 0) keep[r.up] = 1;
    }
    state.shown = [];
    state.place.clear();
    const hidden = new Uint8Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const r = rows[i];
      hidden[i] = r.up >= 0 && (hidden[r.up] || (!filter && state.shut.has(r.up))) ? 1 : 0;
      if (hidden[i] || (filter && !keep[i])) continue;
      state.place.set(i, state.shown.length);
      state.shown.push(i);
    }
    $("count").textContent = filter ? W.hits.replace("%d", state.hits) : "";
    if (!state.place.has(state.at) && state.shown.length) state.at = state.shown[0];
  }

  const x = (t) => PAD + (t - low) * state.scale;
  const left = () => names.offsetWidth;

  function resize() {
    const width = Math.ceil((high - low) * state.scale) + 2 * PAD + 200;
    space.style.width = left() + width + "px";
    space.style.height = AXIS + Math.max(1, state.shown.length) * ROW + 8 + "px";
    names.style.height = AXIS + state.shown.length * ROW + "px";
    state.width = width;
    view.setAttribute("aria-rowcount", state.shown.length);
  }

  let asked = false;
  function draw() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; paint(); });
  }

  // paint draws what can be seen and a little more.
  function paint() {
    const top = view.scrollTop, from = view.scrollLeft, tall = view.clientHeight;
    const wide = state.whole ? state.width : Math.max(50, view.clientWidth - left());
    const first = state.whole ? 0 : Math.max(0, Math.floor(top / ROW) - 2);
    const last = state.whole ? state.shown.length : Math.min(state.shown.length, Math.ceil((top + tall) / ROW) + 2);
    const x0 = state.whole ? 0 : from, x1 = x0 + wide;
    paintNames(first, last);
    paintAxis(x0, x1);
    chart.setAttribute("width", wide);
    chart.setAttribute("height", Math.max(1, (last - first) * ROW));
    chart.setAttribute("viewBox", x0 + " 0 " + wide + " " + Math.max(1, (last - first) * ROW));
    chart.style.left = left() + x0 + "px";
    chart.style.top = AXIS + first * ROW + "px";
    while (chart.lastChild && chart.lastChild.nodeName !== "defs") chart.removeChild(chart.lastChild);
    const g = document.createDocumentFragment();
    shade(g, x0, x1, (last - first) * ROW);
    for (let k = first; k < last; k++) row(g, rows[state.shown[k]], (k - first) * ROW, state.shown[k], x0, x1);
    arrows(g, first, last);
    if (D.dataDate) g.append(el("line", { class: "now", x1: x(D.dataDate), x2: x(D.dataDate), y1: 0, y2: (last - first) * ROW }));
    chart.append(g);
  }

  function shade(g, x0, x1, height) {
    if (state.scale * DAY >= 3) {
      for (const [a, b] of D.off || []) {
        if (x(b) >= x0 && x(a) <= x1) g.append(el("rect", { class: "off", x: x(a), y: 0, width: Math.max(0.5, x(b) - x(a)), height: height }));
      }
    }
    for (const t of ticks(x0, x1).fine) g.append(el("line", { class: "grid", x1: x(t), x2: x(t), y1: 0, y2: height }));
  }

  // row draws one line: bar, baseline, progress, float, deadline, names.
  function row(g, r, y, i, x0, x1) {
    if (i === state.at) g.append(el("rect", { class: "here", x: x0, y: y, width: x1 - x0, height: ROW }));
    g.append(el("line", { class: "rule", x1: x0, x2: x1, y1: y + ROW - 0.5, y2: y + ROW - 0.5 }));
    if (r.bs && r.bf) g.append(el("rect", { class: "base", x: x(r.bs), y: y + 18, width: Math.max(2, x(r.bf) - x(r.bs)), height: 3 }));
    if (r.dl) g.append(el("path", { class: "dead", d: "M" + x(r.dl) + " " + (y + 4) + "l5 5 -5 5" }));
    const end = r.f || r.s;
    if (!end) return;
    const a = x(r.s || r.f), b = x(end), kind = r.k || "task", mark = r.c ? " crit" : "";
    if (r.lf && r.lf > end) g.append(el("path", { class: "float", d: "M" + b + " " + (y + 15) + "H" + x(r.lf) + "m0 -3v6" }));
    if (kind === "milestone") g.append(el("path", { class: "mile" + mark, d: "M" + b + " " + (y + 4) + "l7 7 -7 7 -7 -7z" }));
    else if (kind === "task") {
      const w = Math.max(3, b - a);
      g.append(el("rect", { class: "bar" + mark, x: a, y: y + 5, width: w, height: 12, rx: 2 }));
      if (r.c) g.append(el("rect", { class: "hatch", x: a, y: y + 5, width: w, height: 12, rx: 2 }));
      if (r.p) g.append(el("rect", { class: "done" + mark, x: a, y: y + 9, width: (w * Math.min(100, r.p)) / 100, height: 4 }));
    } else g.append(el("path", { class: "sum", d: "M" + a + " " + (y + 6) + "H" + Math.max(a + 6, b) + "v9l-4 -4H" + (a + 4) + "l-4 4z" }));
    let label = kind === "milestone" ? r.n + " " + date(end) : (r.r || []).join(", ");
    if (r.late) label = "⚠ " + label;
    if (r.d) label = "✓ " + label;
    const right = Math.max(b, r.lf && r.lf > end ? x(r.lf) : b) + (kind === "milestone" ? 18 : 13);
    if (label.trim() && right < x1 && right > x0 - 400) g.append(el("text", { class: "side", x: right, y: y + 15 }, cut(label, 60)));
  }

  const cut = (s, n) => { const a = Array.from(s); return a.length > n ? a.slice(0, n - 1).join("") + "…" : s; };

  // arrows draws the links that begin or end in a row that is seen.
  function arrows(g, first, last) {
    const seen = new Set();
    for (let k = first; k < last && seen.size < 600; k++) {
      for (const n of rows[state.shown[k]].links) {
        if (seen.has(n) || seen.size >= 600) continue;
        seen.add(n);
        const [from, to, type] = links[n], p = state.place.get(from), q = state.place.get(to), A = rows[from], B = rows[to];
        if (p === undefined || q === undefined || !(A.s || A.f) || !(B.s || B.f)) continue;
        const sf = type === 1 || type === 3, ts = type === 0 || type === 1; // leaves the start; reaches the start
        const diamond = (r) => (r.k === "milestone" ? 7 : 0);
        const ax = x(sf ? A.s || A.f : A.f || A.s) + (sf ? -diamond(A) : diamond(A)), bx = x(ts ? B.s || B.f : B.f || B.s) + (ts ? -diamond(B) : diamond(B));
        const ay = (p - first) * ROW + 11, by = (q - first) * ROW + 11, away = sf ? -8 : 8, near = ts ? -8 : 8;
        const mid = by > ay ? by - ROW / 2 : by + ROW / 2;
        const d = "M" + ax + " " + ay + "h" + away + "V" + mid + "H" + (bx + near) + "V" + by + "H" + bx;
        const hot = from === state.hover || to === state.hover || from === state.at || to === state.at;
        g.append(el("path", { class: "link" + (A.c && B.c ? " crit" : "") + (hot ? " hot" : ""), d: d }));
        g.append(el("path", { class: "tip" + (A.c && B.c ? " crit" : ""), d: "M" + bx + " " + by + "l" + (ts ? "-5 -3v6z" : "5 -3v6z") }));
      }
    }
  }

  // ticks are the lines of the axis: days, weeks, months or years, whatever is
  // wide enough, and the coarser step above.
  function ticks(x0, x1) {
    const px = state.scale * DAY, from = low + Math.max(0, x0 - PAD) / state.scale, to = Math.min(high, low + (x1 - PAD) / state.scale);
    const d0 = Math.floor(from / DAY), d1 = Math.ceil(to / DAY), fine = [], coarse = [];
    const months = (step, into) => {
      let [y, m] = civil(Math.max(1, d0));
      m = Math.floor((m - 1) / step) * step + 1;
      for (let n = 0; n < 600; n++) {
        const t = dayOf(y, m, 1);
        if (t > d1) break;
        into.push(t * DAY);
        m += step;
        while (m > 12) { m -= 12; y++; }
      }
    };
    if (px >= 18) { for (let d = d0; d <= d1; d++) fine.push(d * DAY); months(1, coarse); return { fine, coarse, unit: "day" }; }
    if (px >= 5) { for (let d = d0 - ((d0 - 1) % 7); d <= d1; d += 7) fine.push(d * DAY); months(1, coarse); return { fine, coarse, unit: "week" }; }
    if (px >= 1) { months(1, fine); months(12, coarse); return { fine, coarse, unit: "month" }; }
    if (px >= 0.3) { months(3, fine); months(12, coarse); return { fine, coarse, unit: "month" }; }
    let years = 12;
    while ((px * 365 * years) / 12 < 36) years *= 10;
    months(years, fine);
    return { fine, coarse: [], unit: "year" };
  }

  function paintAxis(x0, x1) {
    const t = ticks(x0, x1), g = document.createDocumentFragment();
    axis.setAttribute("width", Math.max(1, x1 - x0));
    axis.setAttribute("height", AXIS);
    axis.setAttribute("viewBox", x0 + " 0 " + Math.max(1, x1 - x0) + " " + AXIS);
    axis.style.left = left() + x0 + "px";
    t.coarse.forEach((at, i) => {
      const next = t.coarse[i + 1] || Infinity, [y, m] = civil(at / DAY), shown = Math.max(x(at), x0);
      if (x(at) > x0) g.append(el("line", { class: "grid strong", x1: x(at), x2: x(at), y1: 0, y2: AXIS }));
      if (x(next) - shown > 40) g.append(el("text", { class: "strong", x: shown + 5, y: 15 }, t.unit === "month" ? String(y) : W.month.replace("%y", y).replace("%m", monthName(m))));
    });
    t.fine.forEach((at) => {
      const [y, m, d] = civil(at / DAY);
      g.append(el("line", { class: "grid", x1: x(at), x2: x(at), y1: 22, y2: AXIS }));
      g.append(el("text", { x: x(at) + 3, y: 36 }, t.unit === "month" ? monthName(m) : t.unit === "year" ? String(y) : String(d)));
    });
    axis.replaceChildren(g);
  }

  const old = new Map();
  function paintNames(first, last) {
    const want = new Set();
    for (let k = first; k < last; k++) want.add(state.shown[k]);
    for (const [i, e] of old) if (!want.has(i)) { e.remove(); old.delete(i); }
    for (let k = first; k < last; k++) {
      const i = state.shown[k], r = rows[i];
      let e = old.get(i);
      if (!e) {
        e = document.createElement("div");
        e.className = "row" + (r.parent ? " parent" : "");
        e.id = "r" + i;
        e.setAttribute("role", "row");
        e.dataset.i = i;
        const cell = document.createElement("span"), fold = document.createElement("span"), name = document.createElement("bdi");
        cell.setAttribute("role", "gridcell");
        cell.className = "cell";
        fold.className = "fold";
        fold.setAttribute("aria-hidden", "true");
        name.textContent = r.n || r.i;
        cell.append(fold, name);
        cell.style.paddingLeft = 6 + r.l * 14 + "px";
        e.append(cell);
        e.title = r.n;
        old.set(i, e);
        names.append(e);
      }
      e.style.top = AXIS + k * ROW + "px";
      e.setAttribute("aria-level", r.l + 1);
      e.setAttribute("aria-rowindex", k + 1);
      e.setAttribute("aria-selected", i === state.at);
      if (r.parent) e.setAttribute("aria-expanded", !state.shut.has(i));
      e.querySelector(".fold").textContent = r.parent ? (state.shut.has(i) ? "▸" : "▾") : "";
    }
    view.setAttribute("aria-activedescendant", rows.length ? "r" + state.at : "");
  }

  // explain shows what is known of a row, and why it starts when it does: from
  // reason to reason, back to what has none.
  function explain(i) {
    const r = rows[i];
    about.replaceChildren();
    if (!r) return;
    const head = document.createElement("strong"), facts = document.createElement("p"), list = document.createElement("ol");
    head.textContent = r.n || r.i;
    const said = [];
    const say = (word, value) => { if (value) said.push(word + W.colon + value); };
    say(W.start, moment(r.s));
    say(W.finish, moment(r.f));
    say(W.baseline, r.bf ? moment(r.bs) + " – " + moment(r.bf) : "");
    say(W.late_finish, moment(r.lf));
    say(W.deadline, moment(r.dl));
    say(W.progress, r.p ? r.p + "%" : "");
    say(W.resources, (r.r || []).join(", "));
    if (r.c) said.push(W.critical);
    facts.textContent = said.join(" · ");
    about.append(head, facts);
    if (r.t) { const p = document.createElement("p"); p.className = "found"; p.textContent = "⚠ " + r.t; about.append(p); }
    const met = new Set();
    let at = i, steps = 0;
    while (at >= 0 && rows[at] && rows[at].w && !met.has(at) && steps < 40) {
      met.add(at);
      const li = document.createElement("li");
      li.textContent = rows[at].w;
      list.append(li);
      at = rows[at].wf === undefined ? -1 : rows[at].wf;
      steps++;
    }
    if (steps) { const p = document.createElement("p"); p.textContent = W.why; about.append(p, list); }
  }

  function go(place, look) {
    if (!state.shown.length) return;
    place = Math.max(0, Math.min(state.shown.length - 1, place));
    state.at = state.shown[place];
    const y = place * ROW, tall = view.clientHeight - AXIS;
    if (y < view.scrollTop) view.scrollTop = y;
    if (y + ROW > view.scrollTop + tall) view.scrollTop = y + ROW - tall + 4;
    if (look) seek(state.at);
    explain(state.at);
    draw();
  }

  // seek scrolls to the bar of a row.
  function seek(i) {
    const r = rows[i], t = r.s || r.f;
    if (!t) return;
    const wide = view.clientWidth - left(), a = x(t);
    if (a < view.scrollLeft || a > view.scrollLeft + wide - 60) view.scrollLeft = Math.max(0, a - wide / 4);
  }

  function fold(i, shut) {
    if (!rows[i].parent) return false;
    if (state.shut.has(i) === shut) return false;
    if (shut) state.shut.add(i); else state.shut.delete(i);
    update();
    return true;
  }

  function update() {
    choose();
    resize();
    explain(state.at);
    draw();
  }

  const SCALES = { day: 30, week: 12, month: 3 };
  function zoom(pixelsADay, keep) {
    const wide = Math.max(100, view.clientWidth - left());
    const middle = keep === undefined ? low + (view.scrollLeft + wide / 2 - PAD) / (state.scale || 1) : keep;
    const least = (wide - 2 * PAD) / (high - low) / 4;
    state.scale = Math.min(MAXWIDTH / (high - low), Math.max(least, Math.min(200, pixelsADay) / DAY));
    resize();
    view.scrollLeft = x(middle) - wide / 2;
    for (const id of ["day", "week", "month"]) $(id).setAttribute("aria-pressed", Math.abs(SCALES[id] / DAY / state.scale - 1) < 0.01);
    draw();
  }
  const fit = () => zoom(((view.clientWidth - left() - 2 * PAD - 160) / (high - low)) * DAY, low);

  const place = () => state.place.get(state.at) || 0;
  const page = () => Math.max(1, Math.floor((view.clientHeight - AXIS) / ROW) - 1);
  const keys = {
    ArrowDown: () => go(place() + 1), ArrowUp: () => go(place() - 1), Home: () => go(0), End: () => go(rows.length),
    PageDown: () => go(place() + page()), PageUp: () => go(place() - page()),
    ArrowRight: () => { if (!fold(state.at, false) && rows[state.at].parent) go(place() + 1); },
    ArrowLeft: () => { if (!fold(state.at, true) && rows[state.at].up >= 0) go(state.place.get(rows[state.at].up)); },
    Enter: () => go(place(), true), "+": () => zoom(state.scale * DAY * 1.5), "=": () => zoom(state.scale * DAY * 1.5), "-": () => zoom((state.scale * DAY) / 1.5),
    "/": () => $("search").focus(),
  };
  view.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || !rows.length || !keys[e.key]) return;
    keys[e.key]();
    e.preventDefault();
  });
  view.addEventListener("scroll", draw, { passive: true });
  window.addEventListener("resize", () => { resize(); draw(); });
  const under = (e) => {
    const box = view.getBoundingClientRect(), k = Math.floor((e.clientY - box.top + view.scrollTop - AXIS) / ROW);
    return e.clientY - box.top < AXIS || k < 0 || k >= state.shown.length ? -1 : state.shown[k];
  };
  view.addEventListener("mousemove", (e) => {
    const i = under(e);
    if (i === state.hover) return;
    state.hover = i;
    explain(i >= 0 ? i : state.at);
    draw();
  });
  view.addEventListener("mouseleave", () => { state.hover = -1; explain(state.at); draw(); });
  view.addEventListener("click", (e) => {
    const i = under(e);
    if (i < 0) return;
    state.at = i;
    if (e.target.classList.contains("fold")) { if (!fold(i, !state.shut.has(i))) update(); } else go(state.place.get(i), e.detail > 1);
  });
  for (const id of ["day", "week", "month"]) $(id).addEventListener("click", () => zoom(SCALES[id]));
  $("fit").addEventListener("click", fit);
  $("shut").addEventListener("click", () => { rows.forEach((r, i) => { if (r.parent) state.shut.add(i); }); update(); });
  $("open").addEventListener("click", () => { state.shut.clear(); update(); });
  $("critical").addEventListener("change", (e) => { state.critical = e.target.checked; view.scrollTop = 0; update(); });
  let typing = 0;
  $("search").addEventListener("input", (e) => {
    clearTimeout(typing);
    typing = setTimeout(() => { state.text = e.target.value.trim(); view.scrollTop = 0; update(); }, 80);
  });
  $("search").addEventListener("keydown", (e) => {
    if (e.key === "Escape") { e.target.value = ""; state.text = ""; update(); view.focus(); }
    if (e.key === "Enter") { view.focus(); seek(state.at); draw(); }
  });
  // Paper shows the whole chart, as wide as it was, up to two thousand rows.
  window.addEventListener("beforeprint", () => { state.whole = state.shown.length <= 2000 && state.width < 20000; paint(); });
  window.addEventListener("afterprint", () => { state.whole = false; paint(); });

  corner.textContent = W.task;
  choose();
  state.scale = 12 / DAY;
  if (high - low > 700 * DAY) fit(); else zoom(12, low);
  resize();
  view.scrollLeft = 0;
  explain(state.at);
  paint();
})();
